using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Language;

/// <summary>Makes the user's own detectors of languages.</summary>
internal static class LanguageDetectors
{
    /// <summary>The detector, or null where what is wrong with it went to <paramref name="errors"/>.</summary>
    public static Detector? Build(string name, string key, DetectorOptions detector, List<ConfigurationError> errors)
    {
        var before = errors.Count;
        var options = detector.Languages!;
        if (options.Allow.Count == 0)
            errors.Add(new ConfigurationError(key + ":Languages:Allow", "names no language; give at least one, such as \"en\""));
        foreach (var code in options.Allow)
        {
            if (!LanguageGuess.Languages.Contains(code, StringComparer.OrdinalIgnoreCase))
                errors.Add(new ConfigurationError(key + ":Languages:Allow", $"\"{code}\" is not one of {string.Join(", ", LanguageGuess.Languages)}"));
        }

        return errors.Count > before
            ? null
            : Detector.Judging(name, $"Texts in other languages than {string.Join(", ", options.Allow)}.", new LanguageClassifier(name, options.Allow), 0);
    }
}
