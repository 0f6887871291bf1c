using Sluice.Inspection.Detection.Agents;
using Sluice.Inspection.Detection.Language;
using Sluice.Inspection.Detection.Leaks;
using Sluice.Inspection.Detection.Topics;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>The user's own detectors that judge: one line for each kind.</summary>
internal static class OwnJudges
{
    /// <summary>
    /// The detector that <paramref name="options"/> describe, or null where they describe none that judges (words and patterns are <see cref="UserDetectors"/>'), or where what is
    /// wrong with them went to <paramref name="errors"/>.
    /// </summary>
    /// <param name="name">The detector's name.</param>
    /// <param name="key">Its key in the configuration, for errors.</param>
    /// <param name="options">What the user wrote.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static Detector? Build(string name, string key, DetectorOptions options, List<ConfigurationError> errors)
    {
        bool[] kinds = [options.Topic is not null, options.Canaries.Count > 0, options.Tools is not null, options.Mcp is not null, options.Urls is not null, options.Languages is not null, options.Words.Count > 0 || options.Pattern is not null];
        if (kinds.Count(k => k) > 1)
            errors.Add(new ConfigurationError(key, "is of several kinds; give one of Words or Pattern, Topic, Canaries, Tools, Mcp, Urls, Languages"));
        else if (options.Topic is null && (options.Only || options.Description is not null || options.Examples.Count > 0))
            errors.Add(new ConfigurationError(key, "describes no topic: give its Topic"));
        else if (options.Topic is not null)
            return OwnTopic.Build(name, key, options, errors);
        else if (options.Canaries.Count > 0)
            return OwnCanaries.Build(name, key, options.Canaries, errors);
        else if (options.Tools is not null)
            return OwnTools.Build(name, key, options.Tools, errors);
        else if (options.Mcp is not null)
            return OwnTools.Build(name, key, options.Mcp, errors);
        else if (options.Urls is { } urls)
            return UrlListClassifier.Build(name, key + ":Urls", urls, errors);
        else if (options.Languages is not null)
            return LanguageDetectors.Build(name, key, options, errors);
        return null;
    }
}
