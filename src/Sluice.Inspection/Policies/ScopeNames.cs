namespace Sluice.Inspection.Policies;

/// <summary>The words of <c>In</c>.</summary>
internal static class ScopeNames
{
    public static IReadOnlyList<string> All { get; } = ["any", "request", "response", "system", "user", "assistant", "reasoning", "tool-call", "tool-result", "document"];

    /// <summary>Where a word applies; null if it is none. A scope's word applies in both directions, with <c>request.</c> or <c>response.</c> before it in one.</summary>
    public static IEnumerable<(Direction, ContentScope)>? Resolve(string word)
    {
        int dot = word.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return ResolveOne(word);
        int direction = Find(word[..dot]);
        int scope = Find(word[(dot + 1)..]);
        return direction is 1 or 2 && scope > 2 ? ResolveOne(All[direction])!.Where(p => p.Item2 == (ContentScope)(scope - 3)) : null;
    }

    private static int Find(string word) => All.ToList().FindIndex(w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(Direction, ContentScope)>? ResolveOne(string word)
    {
        int known = Find(word);
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
