using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>Makes the detectors of one remote judge: one for each category that the user names and one for the rest, or one for everything.</summary>
internal static class RemoteDetectors
{
    /// <summary>What stands for findings that no category names.</summary>
    private const string Rest = "other";

    private const int MaxCategories = 64;

    /// <summary>The detectors; empty where something is wrong, which went to <paramref name="errors"/>.</summary>
    /// <param name="name">The detector's name.</param>
    /// <param name="key">Its key in the configuration, for errors.</param>
    /// <param name="options">What the user wrote.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static IReadOnlyList<Detector> Build(string name, string key, DetectorOptions options, List<ConfigurationError> errors)
    {
        RemoteOptions remote = options.Remote!;
        int before = errors.Count;
        if (!Enum.TryParse(remote.Kind, ignoreCase: true, out RemoteKind kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(remote.Kind[0]))
            errors.Add(new ConfigurationError($"{key}:Remote:Kind", $"\"{remote.Kind}\" is none of {string.Join(", ", Enum.GetNames<RemoteKind>())}"));
        if (options.Words.Count > 0 || !string.IsNullOrEmpty(options.Pattern))
            errors.Add(new ConfigurationError(key, "has a remote judge and Words or a Pattern; give one of them"));
        if (remote.Categories.Count > MaxCategories)
            errors.Add(new ConfigurationError($"{key}:Remote:Categories", $"has {remote.Categories.Count} categories; at most {MaxCategories} are allowed"));
        foreach ((string category, List<string> words) in remote.Categories)
        {
            if (!IsName(category) || category is Rest)
                errors.Add(new ConfigurationError($"{key}:Remote:Categories:{category}", $"a category's name has lower-case letters, digits and dashes, is at most 64 long, and is not \"{Rest}\""));
            if (words.Count == 0)
                errors.Add(new ConfigurationError($"{key}:Remote:Categories:{category}", "names none of the judge's own words for it"));
        }

        if (errors.Count > before)
            return [];
        RemoteJudge judge = new(name, [.. remote.Categories.Values.Select(w => w.ToArray())]);
        string description = $"What the judge at {Host(remote.Url)} finds.";
        if (remote.Categories.Count == 0)
            return [Detector.Judging(name, description, judge, 0, certain: true)];
        return [.. remote.Categories.Keys.Append(Rest).Select((category, label) => Detector.Judging($"{name}/{category}", description, judge, label, certain: true))];
    }

    private static string Host(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Host : "an address";

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
