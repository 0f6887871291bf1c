using System.Globalization;

namespace Sluice.Inspection.Matching.Syntax;

/// <summary>A position in a pattern's text, and the way to refuse what stands there.</summary>
internal sealed class PatternReader(string rule, string pattern)
{
    public int Position { get; set; }

    public int Length => pattern.Length;

    public bool AtEnd => Position >= pattern.Length;

    /// <summary>The unit at the position, or NUL at the end.</summary>
    public char Peek(int ahead = 0) => Position + ahead < pattern.Length ? pattern[Position + ahead] : '\0';

    public char Take(string missing) => AtEnd ? throw Refuse(missing) : pattern[Position++];

    public bool TryTake(string text)
    {
        if (!pattern.AsSpan(Position).StartsWith(text, StringComparison.Ordinal)) return false;
        Position += text.Length;
        return true;
    }

    public char TakeHex(int digits)
    {
        if (Position + digits > pattern.Length ||
            !int.TryParse(pattern.AsSpan(Position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
        {
            throw Refuse($"{digits} hexadecimal digits expected");
        }

        Position += digits;
        return (char)value;
    }

    public PatternException Refuse(string reason, int? position = null) => new(rule, pattern, position ?? Math.Min(Position, pattern.Length), reason);
}
