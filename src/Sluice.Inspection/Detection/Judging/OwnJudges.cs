using Sluice.Inspection.Detection.Language;
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
        if (options.Languages is not null)
            return LanguageDetectors.Build(name, key, options, errors);
        return null;
    }
}
