using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>Finds everything that looks like a placeholder of <see cref="Decision.Tokenize"/>; which ones are, an exchange knows.</summary>
internal static class PlaceholderRule
{
    /// <summary>The name that restoring goes by in plans, in logs and in metrics.</summary>
    public const string Name = "placeholder";

    /// <summary>Longest part of a detector's name that a placeholder repeats.</summary>
    public const int LongestKind = 48;

    public static PatternRule Pattern { get; } = new() { Name = Name, Pattern = $@"\[[A-Z0-9_]{{1,{LongestKind}}}_[0-9A-HJKMNP-TV-Z]{{16}}\]" };
}
