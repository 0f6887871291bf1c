namespace Sluice.Inspection.Matching;

/// <summary>A rule that the engine refuses, with the reason and the position in its pattern.</summary>
public sealed class PatternException : Exception
{
    public PatternException(string rule, string pattern, int position, string reason)
        : base($"{rule}: {reason} (at position {position} of \"{pattern}\")")
    {
        Rule = rule;
        Position = position;
        Reason = reason;
    }

    public string Rule { get; }

    public int Position { get; }

    public string Reason { get; }
}
