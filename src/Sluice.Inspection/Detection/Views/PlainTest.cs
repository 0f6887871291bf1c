using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Sluice.Inspection.Detection.Views;

/// <summary>Tells in three vectorised passes what a text has that may call for views.</summary>
internal static class PlainTest
{
    /// <summary>Shortest run that is taken for an encoded one: twelve bytes in base64, eight in hexadecimal.</summary>
    public const int MinRun = 16;

    private const int Block = 64;

    private static readonly SearchValues<char> EscapeSigns = SearchValues.Create("%&\\=");

    public static TextTraits TraitsOf(ReadOnlySpan<char> text)
    {
        TextTraits traits = Ascii.IsValid(text) ? TextTraits.None : TextTraits.NonAscii;
        if (text.ContainsAny(EscapeSigns))
            traits |= TextTraits.Escapes;
        if (FindRun(text, 0) >= 0)
            traits |= TextTraits.Runs;
        return traits;
    }

    /// <summary>Whether a unit may be part of an encoded run: base64, base64url and hexadecimal.</summary>
    public static bool IsRunUnit(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '+' or '/' or '-' or '_' or '=';

    /// <summary>The start of the first run of <see cref="MinRun"/> units at or behind <paramref name="from"/>, or -1.</summary>
    public static int FindRun(ReadOnlySpan<char> text, int from)
    {
        int run = 0;
        int at = from;
        for (; at + Block <= text.Length; at += Block)
        {
            ulong units = Classify(text.Slice(at, Block));
            int lead = BitOperations.TrailingZeroCount(~units);
            if (run + lead >= MinRun)
                return at - run;
            ulong longRuns = units & (units >> 1);
            longRuns &= longRuns >> 2;
            longRuns &= longRuns >> 4;
            longRuns &= longRuns >> 8;
            if (longRuns != 0)
                return at + BitOperations.TrailingZeroCount(longRuns);
            run = BitOperations.LeadingZeroCount(~units);
        }

        for (; at < text.Length; at++)
        {
            run = IsRunUnit(text[at]) ? run + 1 : 0;
            if (run == MinRun)
                return at + 1 - MinRun;
        }

        return -1;
    }

    /// <summary>One bit for each of 64 units.</summary>
    private static ulong Classify(ReadOnlySpan<char> block)
    {
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(block);
        return Classify(units[..32]) | ((ulong)Classify(units[32..]) << 32);
    }

    private static uint Classify(ReadOnlySpan<ushort> units)
    {
        Vector256<byte> bytes = Vector256.NarrowWithSaturation(Vector256.Create(units), Vector256.Create(units[16..]));
        Vector256<byte> folded = bytes | Vector256.Create((byte)0x20);
        Vector256<byte> letters = Vector256.LessThanOrEqual(folded - Vector256.Create((byte)'a'), Vector256.Create((byte)25));
        Vector256<byte> digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
        Vector256<byte> signs = Vector256.Equals(bytes, Vector256.Create((byte)'+')) | Vector256.Equals(bytes, Vector256.Create((byte)'/')) |
            Vector256.Equals(bytes, Vector256.Create((byte)'-')) | Vector256.Equals(bytes, Vector256.Create((byte)'_')) | Vector256.Equals(bytes, Vector256.Create((byte)'='));
        return (letters | digits | signs).ExtractMostSignificantBits();
    }
}

/// <summary>What a text has besides plain ASCII.</summary>
[Flags]
internal enum TextTraits : byte
{
    None = 0,

    /// <summary>Something may have to be folded.</summary>
    NonAscii = 1,

    /// <summary>There are signs that begin escapes.</summary>
    Escapes = 2,

    /// <summary>There is a run that may be encoded.</summary>
    Runs = 4,
}
