namespace Sluice.Inspection.Policies;

/// <summary>The words of <c>In</c>.</summary>
internal static class ScopeNames
{
    public static IReadOnlyList<string> All { get; } = ["any", "request", "response", "system", "user", "assistant", "reasoning", "tool-call", "tool-result", "document"];

    /// <summary>Where a word applies; null if it is none. A scope's word applies in both directions.</summary>
    public static IEnumerable<(Direction, ContentScope)>? Resolve(string word)
    {
        int known = All.ToList().FindIndex(w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase));
        return known switch
        {
            < 0 => null,
            0 => Everywhere(),
            1 => Everywhere().Where(p => p.Item1 == Direction.Request),
            2 => Everywhere().Where(p => p.Item1 == Direction.Response),
            _ => Everywhere().Where(p => p.Item2 == (ContentScope)(known - 3)),
        };
    }

    public static IEnumerable<(Direction, ContentScope)> Everywhere()
    {
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            foreach (ContentScope scope in Enum.GetValues<ContentScope>())
                yield return (direction, scope);
        }
    }
}
