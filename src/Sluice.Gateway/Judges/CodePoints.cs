namespace Sluice.Gateway.Judges;

/// <summary>Judges count characters as their languages do, in code points; the gate counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The units of the code points from <paramref name="start"/> to <paramref name="end"/> (not included), or null where the text has no such.</summary>
    public static (int Start, int Length)? ToUnits(string text, int start, int end)
    {
        if (start < 0 || end <= start)
            return null;
        int from = -1;
        int point = 0;
        int unit = 0;
        for (; unit < text.Length && point < end; point++)
        {
            if (point == start)
                from = unit;
            unit += char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length && char.IsLowSurrogate(text[unit + 1]) ? 2 : 1;
        }

        return point == end && from >= 0 ? (from, unit - from) : null;
    }
}
