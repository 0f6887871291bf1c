using System.Collections.Frozen;

namespace Sluice.Inspection.Matching.Syntax;

/// <summary>
/// What <c>(?i)</c> holds for equal: units with the same invariant lower case (so <c>k</c>, <c>K</c> and the Kelvin sign U+212A).
/// This is the equivalence of .NET's <c>RegexOptions.IgnoreCase | CultureInvariant</c>; a test compares the two unit by unit.
/// </summary>
internal static class CaseFolding
{
    private static readonly FrozenDictionary<char, char[]> Groups = Build();

    /// <summary>The set with all units added that differ from a member by case only.</summary>
    public static CharSet Fold(CharSet set)
    {
        var added = set.Count() <= Groups.Count
            ? set.Enumerate().Where(Groups.ContainsKey)
            : Groups.Keys.Where(unit => set.Contains(unit));
        return set.Or(CharSet.Of(added.SelectMany(unit => Groups[unit])));
    }

    private static FrozenDictionary<char, char[]> Build()
    {
        var byLower = new Dictionary<char, List<char>>();
        for (int unit = 0; unit < CharSet.Units; unit++)
        {
            char lower = char.ToLowerInvariant((char)unit);
            if (lower == unit) continue;
            if (!byLower.TryGetValue(lower, out var group)) byLower[lower] = group = [lower];
            group.Add((char)unit);
        }

        var groups = new Dictionary<char, char[]>();
        foreach (var group in byLower.Values)
        {
            char[] all = [.. group];
            foreach (char unit in all) groups[unit] = all;
        }

        return groups.ToFrozenDictionary();
    }
}
