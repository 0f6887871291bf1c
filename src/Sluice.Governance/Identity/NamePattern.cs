namespace Sluice.Governance.Identity;

/// <summary>Patterns of names in which <c>*</c> stands for any characters, none among them. Case does not matter.</summary>
public static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
            return pattern.Equals(name, StringComparison.OrdinalIgnoreCase);
        if (!name.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
            return false;
        name = name[star..];
        pattern = pattern[(star + 1)..];

        // Between two stars the leftmost fit is as good as any; only the last piece must stand at the end.
        while ((star = pattern.IndexOf('*')) >= 0)
        {
            int at = name.IndexOf(pattern[..star], StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return false;
            name = name[(at + star)..];
            pattern = pattern[(star + 1)..];
        }

        return name.EndsWith(pattern, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether one of them matches.</summary>
    public static bool MatchesAny(IReadOnlyList<string> patterns, ReadOnlySpan<char> name)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        for (int i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i], name))
                return true;
        }

        return false;
    }
}
