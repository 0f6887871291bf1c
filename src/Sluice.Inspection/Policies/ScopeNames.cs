namespace Sluice.Inspection.Policies;

/// <summary>The words of <c>In</c>.</summary>
internal static class ScopeNames
{
    private static readonly string[] Directions = ["request", "response"];

    private static readonly string[] Scopes = ["system", "user", "assistant", "reasoning", "tool-call", "tool-result", "document"];

    public static IReadOnlyList<string> All { get; } = ["any", .. Directions, .. Scopes, .. Directions.SelectMany(d => Scopes.Select(s => $"{d}.{s}"))];

    /// <summary>Where a word applies; null if it is none. A scope's word applies in both directions, with <c>request.</c> or <c>response.</c> before it in one.</summary>
    public static IEnumerable<(Direction, ContentScope)>? Resolve(string word)
    {
        if (!All.Contains(word, StringComparer.OrdinalIgnoreCase))
            return null;
        string? direction = Array.Find(Directions, d => word.Equals(d, StringComparison.OrdinalIgnoreCase) || word.StartsWith(d + ".", StringComparison.OrdinalIgnoreCase));
        int scope = Array.FindIndex(Scopes, s => word.Equals(s, StringComparison.OrdinalIgnoreCase) || word.EndsWith("." + s, StringComparison.OrdinalIgnoreCase));
        return Everywhere().Where(p =>
            (direction is null || (int)p.Item1 == Array.IndexOf(Directions, direction)) && (scope < 0 || p.Item2 == (ContentScope)scope));
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
