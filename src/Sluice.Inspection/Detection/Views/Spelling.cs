using System.Buffers;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Rewrites a text unit by unit into what patterns should see: look-alikes are ASCII, what is not seen is gone, escapes are the characters that they stand for. What a unit becomes
/// depends on the few units behind it only, so a text that arrives in pieces becomes the same.
/// </summary>
/// <remarks>A character that is escaped stands for the last unit of its escape, so that an escape need not be held until it is complete.</remarks>
internal struct Spelling
{
    /// <summary>Most unseen characters in a row that go; what follows them stays. Bounds what a match may cover, and a stream hold, to so many times its length.</summary>
    public const int MostGone = 32;

    /// <summary>The longest escape: <c>&amp;#x10FFFF;</c>.</summary>
    private const int LongestEscape = 10;

    private const int Undecided = -1;

    private static readonly SearchValues<char> PlainUnits =
        SearchValues.Create(Enumerable.Range(0, 0x80).Select(c => (char)c).Where(c => c is not ('%' or '&' or '\\' or '=')).ToArray());

    private int _gone;

    /// <summary>Something that was written does not simply stand for itself.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>No unseen characters were just left out: what follows is rewritten as it would be at the beginning of a text.</summary>
    public readonly bool IsFresh => _gone == 0;

    /// <summary>The first unit at or behind <paramref name="from"/> that does not simply stand for itself, or about which the text says too little yet; the text's length if none.</summary>
    public static int FirstOther(ReadOnlySpan<char> text, int from, bool end)
    {
        Spelling spelling = default;
        for (int at = from; at < text.Length;)
        {
            int plain = text[at..].IndexOfAnyExcept(PlainUnits);
            if (plain < 0)
                break;
            at += plain;
            int length = spelling.Read(text[at..], end, out Unit unit);
            if (length == Undecided || !unit.IsSame)
                return at;
            at += length;
        }

        return text.Length;
    }

    /// <summary>Rewrites a text, or one that goes on, and returns how far it came: the end, or before a character that is not complete yet.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Nothing follows.</param>
    /// <param name="origin">Where <paramref name="text"/> begins, in places of <paramref name="target"/>.</param>
    /// <param name="target">Receives the units.</param>
    public int Write(ReadOnlySpan<char> text, bool end, long origin, MappedText target)
    {
        int at = 0;
        while (at < text.Length)
        {
            int plain = text[at..].IndexOfAnyExcept(PlainUnits);
            plain = plain < 0 ? text.Length - at : plain;
            if (plain > 0)
            {
                target.Add(text.Slice(at, plain), origin + at);
                _gone = 0;
                at += plain;
                continue;
            }

            int length = Read(text[at..], end, out Unit unit);
            if (length == Undecided)
                break;
            HasChanged |= !unit.IsSame;
            if (!unit.IsGone)
            {
                // A pair of surrogates is one character; of an escape only the last unit completes it.
                long start = origin + at + (unit.IsEscape ? length - 1 : 0);
                if (!unit.IsSame)
                    target.Add(unit.Form, start, origin + at + length);
                else
                    target.Add(text.Slice(at, length), origin + at);
            }

            at += length;
        }

        return at;
    }

    private int Read(ReadOnlySpan<char> text, bool end, out Unit unit)
    {
        char first = text[0];
        if (first < 0x80)
            return ReadEscape(text, end, out unit);
        int length = 1;
        ushort entry = LetterTable.Of(first);
        if (char.IsHighSurrogate(first))
        {
            if (text.Length == 1 && !end)
            {
                unit = default;
                return Undecided;
            }

            if (text.Length > 1 && char.IsLowSurrogate(text[1]))
            {
                length = 2;
                entry = LetterTable.Of(char.ConvertToUtf32(first, text[1]));
            }
        }

        unit = Fold(entry);
        return length;
    }

    private Unit Fold(ushort entry)
    {
        if (entry == LetterTable.Gone && _gone < MostGone)
        {
            _gone++;
            return Unit.Gone;
        }

        if (entry != LetterTable.Gone)
            _gone = 0;
        if (entry is LetterTable.Same or LetterTable.Gone || (entry & LetterTable.Ordinary) != 0)
            return Unit.Same;
        return new Unit((char)(entry & 0x7F), false);
    }

    private int ReadEscape(ReadOnlySpan<char> text, bool end, out Unit unit)
    {
        int length = text[0] switch
        {
            '%' => Hex(text, 1, 2, out int value) is var n && n > 0 ? Take(n, value, out unit) : Leave(n, out unit),
            '\\' => Backslash(text, out unit),
            '&' => Entity(text, out unit),
            _ => SoftBreak(text, out unit),
        };
        if (length == Undecided && end)
        {
            unit = Unit.Same;
            length = 1;
        }

        if (length != Undecided && !unit.IsGone)
            _gone = 0;
        return length;
    }

    private int Backslash(ReadOnlySpan<char> text, out Unit unit)
    {
        if (text.Length == 1)
            return Leave(Undecided, out unit);
        int digits = text[1] switch { 'u' => 4, 'x' => 2, _ => 0 };
        if (digits == 0)
            return Leave(0, out unit);
        int length = Hex(text, 2, digits, out int value);
        return length > 0 ? Take(length, value, out unit) : Leave(length, out unit);
    }

    private int Entity(ReadOnlySpan<char> text, out Unit unit)
    {
        if (text.Length > 1 && text[1] != '#')
            return Leave(0, out unit);
        int at = 2;
        bool hex = text.Length > 2 && text[2] is 'x' or 'X';
        if (hex)
            at++;
        int value = 0;
        int first = at;
        for (; at < text.Length && at < LongestEscape - 1; at++)
        {
            int digit = char.IsAsciiDigit(text[at]) ? text[at] - '0' : hex && char.IsAsciiHexDigit(text[at]) ? (text[at] | 0x20) - 'a' + 10 : -1;
            if (digit < 0)
                break;
            value = (value * (hex ? 16 : 10)) + digit;
        }

        if (at >= text.Length)
            return Leave(Undecided, out unit);
        return text[at] == ';' && at > first && value is > 0 and <= 0x10FFFF ? Take(at + 1, value, out unit) : Leave(0, out unit);
    }

    /// <summary>Quoted-printable's soft line break, which is not seen.</summary>
    private int SoftBreak(ReadOnlySpan<char> text, out Unit unit)
    {
        int feed = text.Length > 1 && text[1] == '\r' ? 2 : 1;
        if (feed >= text.Length)
            return Leave(Undecided, out unit);
        if (text[feed] != '\n' || _gone == MostGone)
            return Leave(0, out unit);
        _gone++;
        unit = Unit.Gone;
        return feed + 1;
    }

    private int Take(int length, int value, out Unit unit)
    {
        if (value < 0x80)
        {
            unit = new Unit((char)value, true);
            return length;
        }

        Unit folded = Fold(value > char.MaxValue ? LetterTable.Of(value) : LetterTable.Of((char)value));
        unit = folded.IsGone ? folded : new Unit(folded.IsSame ? (char)Math.Min(value, 0xFFFD) : folded.Form, true);
        return length;
    }

    private static int Leave(int length, out Unit unit)
    {
        unit = Unit.Same;
        return length == Undecided ? Undecided : 1;
    }

    /// <summary>The length up to the last digit, 0 where a unit is no digit, <see cref="Undecided"/> where the text ends before.</summary>
    private static int Hex(ReadOnlySpan<char> text, int at, int digits, out int value)
    {
        value = 0;
        for (int i = at; i < at + digits; i++)
        {
            if (i >= text.Length)
                return Undecided;
            if (!char.IsAsciiHexDigit(text[i]))
                return 0;
            value = (value << 4) | (char.IsAsciiDigit(text[i]) ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
        }

        return at + digits;
    }

    /// <summary>What a character becomes: itself, nothing, or another unit.</summary>
    private readonly record struct Unit(char Form, bool IsEscape, bool IsSame = false, bool IsGone = false)
    {
        public static readonly Unit Same = new(default, false, IsSame: true);

        public static readonly Unit Gone = new(default, false, IsGone: true);
    }
}
