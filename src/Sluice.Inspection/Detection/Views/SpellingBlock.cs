using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Detection.Views;

/// <summary>64 units of a text, a bit for each of what spelling is about: letters are ASCII ones.</summary>
/// <param name="Letters">Letters.</param>
/// <param name="Signs">What stands for letters: <see cref="SpellingHabits.IsLeet"/>.</param>
/// <param name="Numbers">Digits.</param>
/// <param name="Lines">Ends of lines.</param>
/// <param name="Stops">What ends a sentence, a part of one or a line.</param>
/// <param name="Again">Letters that are the one before, whatever the case.</param>
internal readonly record struct SpellingBlock(ulong Letters, ulong Signs, ulong Numbers, ulong Lines, ulong Stops, ulong Again)
{
    /// <summary>Units of a block.</summary>
    public const int Length = 64;

    private const int Half = Length / 2;

    /// <summary>Units of words.</summary>
    public ulong Words => Letters | Signs;

    /// <summary>Reads one block.</summary>
    /// <param name="units">64 units.</param>
    /// <param name="indexes">Room for 65: the index (<see cref="LetterPairs"/>) of the unit before the block, set by the caller, and then those of the block.</param>
    public static SpellingBlock Read(ReadOnlySpan<char> units, Span<byte> indexes)
    {
        ReadOnlySpan<ushort> numbers = MemoryMarshal.Cast<char, ushort>(units);
        SpellingBlock first = ReadHalf(numbers[..Half], indexes);
        SpellingBlock second = ReadHalf(numbers[Half..], indexes[Half..]);
        return new SpellingBlock(
            first.Letters | (second.Letters << Half), first.Signs | (second.Signs << Half), first.Numbers | (second.Numbers << Half),
            first.Lines | (second.Lines << Half), first.Stops | (second.Stops << Half), first.Again | (second.Again << Half));
    }

    private static SpellingBlock ReadHalf(ReadOnlySpan<ushort> units, Span<byte> indexes)
    {
        // What is no ASCII is no letter and no sign with the upper bits cut to 255 either.
        Vector256<byte> bytes = Vector256.NarrowWithSaturation(Vector256.Create(units), Vector256.Create(units[(Half / 2)..]));
        Vector256<byte> index = (bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)('a' - 1));
        Vector256<byte> letters = Vector256.LessThanOrEqual(index - Vector256<byte>.One, Vector256.Create((byte)25));
        index &= letters;
        index.CopyTo(indexes[1..]);
        Vector256<byte> again = Vector256.Equals(index, Vector256.Create<byte>(indexes)) & letters;
        Vector256<byte> digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
        Vector256<byte> mark = Is(bytes, '!');
        Vector256<byte> line = Is(bytes, '\n');
        Vector256<byte> signs = digits | mark | Is(bytes, '@') | Is(bytes, '$') | Is(bytes, '|') | Is(bytes, '+');
        Vector256<byte> stops = line | mark | Is(bytes, '.') | Is(bytes, '?') | Is(bytes, ':') | Is(bytes, ';') | Is(bytes, '"');
        return new SpellingBlock(
            letters.ExtractMostSignificantBits(), signs.ExtractMostSignificantBits(), digits.ExtractMostSignificantBits(),
            line.ExtractMostSignificantBits(), stops.ExtractMostSignificantBits(), again.ExtractMostSignificantBits());
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char unit) => Vector256.Equals(bytes, Vector256.Create((byte)unit));
}
