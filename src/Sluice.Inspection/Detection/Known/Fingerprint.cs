using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sluice.Inspection.Detection.Known;

/// <summary>
/// 122 bits that stand for a text, keyed with secrets of this process: the text as two polynomials over the prime field 2^61 − 1, each at a secret point (Carter and Wegman, 1979).
/// Two texts of n bytes, whoever chose them, have the same with a chance of at most (n / 7 / 2^60)² as long as no fingerprint is told; so none may ever leave the process.
/// </summary>
internal readonly record struct Fingerprint(ulong First, ulong Second)
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>Bytes of a coefficient: all of them are below the prime.</summary>
    private const int Word = 7;

    private const ulong WordMask = (1UL << (8 * Word)) - 1;

    private static readonly Point One = Point.Secret();
    private static readonly Point Other = Point.Secret();

    /// <param name="about">What else is part of it; below 2^61 − 1.</param>
    /// <param name="name">The name that the text goes by, as it is spelled; may be empty.</param>
    /// <param name="text">The text as it is spelled.</param>
    public static Fingerprint Of(ulong about, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        // It begins with a one, so that zeroes in front count; lengths come before what they are of, so that no text goes on as another; and the last word is multiplied like the others.
        Fingerprint print = new Fingerprint(1, 1).With(about).With((ulong)name.Length).With((ulong)text.Length).With(name).With(text).With(0);
        return new Fingerprint(print.First % Prime, print.Second % Prime);
    }

    private Fingerprint With(ulong word) => new(One.Next(First, word), Other.Next(Second, word));

    private Fingerprint With(ReadOnlySpan<byte> bytes)
    {
        ulong first = First;
        ulong second = Second;
        while (bytes.Length > 4 * Word)
        {
            ulong a = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & WordMask;
            ulong b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[Word..]) & WordMask;
            ulong c = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(2 * Word)..]) & WordMask;
            ulong d = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(3 * Word)..]) & WordMask;
            first = One.Next(first, a, b, c, d);
            second = Other.Next(second, a, b, c, d);
            bytes = bytes[(4 * Word)..];
        }

        Span<byte> last = stackalloc byte[sizeof(ulong)];
        Fingerprint print = new(first, second);
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, Word);
            last.Clear();
            bytes[..length].CopyTo(last);
            print = print.With(BinaryPrimitives.ReadUInt64LittleEndian(last));
            bytes = bytes[length..];
        }

        return print;
    }

    /// <summary>Where a polynomial is evaluated, and the powers of it.</summary>
    private sealed class Point(ulong at)
    {
        private readonly ulong _at = at;
        private readonly ulong _square = Times(at, at);
        private readonly ulong _cube = Times(Times(at, at), at);
        private readonly ulong _fourth = Times(Times(Times(at, at), at), at);

        public static Point Secret()
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            RandomNumberGenerator.Fill(bytes);
            return new Point(BinaryPrimitives.ReadUInt64LittleEndian(bytes) % Prime);
        }

        /// <summary>One more coefficient (Horner). The sum that comes and goes is below 2^62.</summary>
        public ulong Next(ulong sum, ulong word)
        {
            ulong high = Math.BigMul(sum, _at, out ulong low);
            Add(ref high, ref low, 0, word);
            return Reduce(high, low);
        }

        /// <summary>Four more, with one reduction.</summary>
        public ulong Next(ulong sum, ulong a, ulong b, ulong c, ulong d)
        {
            ulong high = Math.BigMul(sum, _fourth, out ulong low);
            Add(ref high, ref low, Math.BigMul(a, _cube, out ulong part), part);
            Add(ref high, ref low, Math.BigMul(b, _square, out part), part);
            Add(ref high, ref low, Math.BigMul(c, _at, out part), part);
            Add(ref high, ref low, 0, d);
            return Reduce(high, low);
        }

        private static ulong Times(ulong left, ulong right)
        {
            ulong high = Math.BigMul(left, right, out ulong low);
            return Reduce(high, low);
        }

        private static void Add(ref ulong high, ref ulong low, ulong addedHigh, ulong addedLow)
        {
            low += addedLow;
            high += addedHigh + (low < addedLow ? 1UL : 0UL);
        }

        /// <summary>A number below 2^124 modulo the prime, not quite: below 2^61 + 4.</summary>
        private static ulong Reduce(ulong high, ulong low)
        {
            ulong sum = (low & Prime) + (high << 3 | low >> 61);
            return (sum & Prime) + (sum >> 61);
        }
    }
}
