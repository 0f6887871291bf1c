using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Detection.Lettering;

/// <summary>Up to 64 units of a text as <see cref="WordLetters"/> has them, a bit for each: where words begin and sentences end, without a look at every unit of plain text.</summary>
/// <param name="Starts">A word begins.</param>
/// <param name="Inside">Letters and digits of words of several characters, and what is silent among them.</param>
/// <param name="Marks">A sentence ends.</param>
/// <param name="IsPlain">All units are ASCII.</param>
internal readonly record struct WordBlock(ulong Starts, ulong Inside, ulong Marks, bool IsPlain)
{
    /// <summary>Units of a block.</summary>
    public const int Length = 64;

    private const int Half = Length / 2;

    /// <summary>The last unit is inside a word, which may go on.</summary>
    public bool EndsInside => Inside >> (Length - 1) != 0;

    /// <summary>Reads the block that a text begins with.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="inside">The unit before it is inside a word.</param>
    public static WordBlock Read(ReadOnlySpan<char> text, bool inside)
    {
        Span<char> last = stackalloc char[Length];
        scoped ReadOnlySpan<char> units = text;
        if (text.Length < Length)
        {
            last.Clear();
            text.CopyTo(last);
            units = last;
        }

        var ends = text.Length <= Length || EndsSentence(WordLetters.Fold(text[Length]));
        ReadOnlySpan<ushort> numbers = MemoryMarshal.Cast<char, ushort>(units[..Length]);
        if (!IsAscii(numbers))
            return ReadAny(units, inside, ends);
        var first = ReadHalf(numbers[..Half]);
        var second = ReadHalf(numbers[Half..]);
        var words = first.Words | ((ulong)second.Words << Half);
        var stops = first.Stops | ((ulong)second.Stops << Half);
        var pipes = first.Pipes | ((ulong)second.Pipes << Half);
        var behind = (~(words | stops | pipes) >> 1) | (ends ? 1UL << (Length - 1) : 0);
        var starts = (words & ~((words << 1) | (inside ? 1UL : 0))) | pipes;
        return new WordBlock(starts, words, first.Lines | ((ulong)second.Lines << Half) | (stops & behind), IsPlain: true);
    }

    /// <summary>Whether a full stop before this ends a sentence.</summary>
    private static bool EndsSentence(char folded) => folded is WordLetters.Separator or WordLetters.LineEnd;

    private static bool IsAscii(ReadOnlySpan<ushort> units)
    {
        var all = Vector256.Create(units) | Vector256.Create(units[16..]) | Vector256.Create(units[32..]) | Vector256.Create(units[48..]);
        return (all & Vector256.Create((ushort)0xFF80)) == Vector256<ushort>.Zero;
    }

    private static (uint Words, uint Stops, uint Lines, uint Pipes) ReadHalf(ReadOnlySpan<ushort> units)
    {
        var bytes = Vector256.Narrow(Vector256.Create(units), Vector256.Create(units[16..]));
        var letters = Vector256.LessThanOrEqual((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)25));
        var digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
        return ((letters | digits).ExtractMostSignificantBits(), (Is(bytes, '.') | Is(bytes, '!') | Is(bytes, '?')).ExtractMostSignificantBits(),
            (Is(bytes, '\n') | Is(bytes, '\r')).ExtractMostSignificantBits(), Is(bytes, '|').ExtractMostSignificantBits());
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char unit) => Vector256.Equals(bytes, Vector256.Create((byte)unit));

    private static WordBlock ReadAny(ReadOnlySpan<char> units, bool inside, bool ends)
    {
        ulong starts = 0;
        ulong words = 0;
        ulong marks = 0;
        for (var i = 0; i < Length; i++)
        {
            var c = WordLetters.Fold(units[i]);
            var bit = 1UL << i;
            if (WordLetters.IsOfWord(c) || (c == WordLetters.Silent && inside))
            {
                starts |= inside ? 0 : bit;
                words |= bit;
                inside = true;
                continue;
            }

            inside = false;
            if (WordLetters.IsWord(c))
                starts |= bit;
            else if (c == WordLetters.LineEnd || (c == WordLetters.Stop && (i + 1 < Length ? EndsSentence(WordLetters.Fold(units[i + 1])) : ends)))
                marks |= bit;
        }

        return new WordBlock(starts, words, marks, IsPlain: false);
    }
}
