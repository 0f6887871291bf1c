using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Looks for the anchors of all buckets at once: one look-up per position and group, and-ed over the positions. All kernels give the same bits.
/// A byte is read up to <see cref="Slack"/> bytes behind the last place.
/// </summary>
internal static unsafe class AnchorScan
{
    /// <summary>Bytes behind the last place that a kernel may read.</summary>
    public const int Slack = 64 + Anchor.Width;

    /// <param name="tables">The buckets.</param>
    /// <param name="bytes">The byte before the first place, then one byte per place, then <see cref="Slack"/> bytes.</param>
    /// <param name="places">Number of places, a multiple of 64.</param>
    /// <param name="starts">One bit per place: an anchor of a start bucket is there.</param>
    /// <param name="inner">One byte per place: the inner buckets whose anchor is there; written where <paramref name="innerAt"/> has a bit.</param>
    /// <param name="innerAt">One bit per place.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Avx512(AnchorTables tables, byte* bytes, int places, Span<ulong> starts, Span<byte> inner, Span<ulong> innerAt)
    {
        fixed (byte* table = tables.ByGroup, innerPointer = inner)
        {
            for (int place = 0; place < places; place += 64)
            {
                var a = Vector512<byte>.AllBitsSet;
                Vector512<byte> b = a, c = a, d = a;
                byte* at = bytes + place;
                bool ascii = (Vector512.Load(at) | Vector512.Load(at + Anchor.Width)).ExtractMostSignificantBits() == 0;
                for (int position = 0; position < Anchor.Width; position++)
                {
                    var slots = Vector512.Load(at + position);
                    byte* row = table + (position * 256);
                    if (ascii)
                    {
                        a &= Ascii(row, slots);
                        b &= Ascii(row + AnchorTables.GroupStride, slots);
                        c &= Ascii(row + (2 * AnchorTables.GroupStride), slots);
                        d &= Ascii(row + (3 * AnchorTables.GroupStride), slots);
                    }
                    else
                    {
                        a &= Any(row, slots);
                        b &= Any(row + AnchorTables.GroupStride, slots);
                        c &= Any(row + (2 * AnchorTables.GroupStride), slots);
                        d &= Any(row + (3 * AnchorTables.GroupStride), slots);
                    }
                }

                starts[place >> 6] = ~Vector512.Equals(a | b | c, Vector512<byte>.Zero).ExtractMostSignificantBits();
                innerAt[place >> 6] = ~Vector512.Equals(d, Vector512<byte>.Zero).ExtractMostSignificantBits();
                d.Store(innerPointer + place);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Avx2Nibbles(AnchorTables tables, byte* bytes, int places, Span<ulong> starts, Span<byte> inner, Span<ulong> innerAt)
    {
        var half = Vector256.Create((byte)15);
        starts.Clear();
        innerAt.Clear();
        fixed (byte* table = tables.ByNibble)
        {
            for (int place = 0; place < places; place += 32)
            {
                var a = Vector256<byte>.AllBitsSet;
                Vector256<byte> b = a, c = a, d = a;
                for (int position = 0; position < Anchor.Width; position++)
                {
                    var slots = Vector256.Load(bytes + place + position);
                    var low = slots & half;
                    var high = (slots.AsUInt16() >>> 4).AsByte() & half;
                    byte* row = table + (position * 32);
                    a &= Nibbles(row, low, high);
                    b &= Nibbles(row + AnchorTables.NibbleStride, low, high);
                    c &= Nibbles(row + (2 * AnchorTables.NibbleStride), low, high);
                    d &= Nibbles(row + (3 * AnchorTables.NibbleStride), low, high);
                }

                uint found = ~Vector256.Equals(a | b | c | d, Vector256<byte>.Zero).ExtractMostSignificantBits();
                for (; found != 0; found &= found - 1)
                    Confirm(tables, bytes, place + BitOperations.TrailingZeroCount(found), starts, inner, innerAt);
            }
        }
    }

    public static void Scalar(AnchorTables tables, byte* bytes, int places, Span<ulong> starts, Span<byte> inner, Span<ulong> innerAt)
    {
        starts.Clear();
        innerAt.Clear();
        for (int place = 0; place < places; place++) Confirm(tables, bytes, place, starts, inner, innerAt);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Confirm(AnchorTables tables, byte* bytes, int place, Span<ulong> starts, Span<byte> inner, Span<ulong> innerAt)
    {
        uint buckets = uint.MaxValue;
        uint[] exact = tables.Exact;
        for (int position = 0; position < Anchor.Width && buckets != 0; position++) buckets &= exact[(position * 256) + bytes[place + position]];
        if ((buckets & AnchorTables.StartMask) != 0) starts[place >> 6] |= 1UL << place;
        if (buckets >> AnchorTables.StartBuckets == 0) return;
        innerAt[place >> 6] |= 1UL << place;
        inner[place] = (byte)(buckets >> AnchorTables.StartBuckets);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Ascii(byte* row, Vector512<byte> slots) =>
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(row), slots, Vector512.Load(row + 64));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Any(byte* row, Vector512<byte> slots) => Vector512.ConditionalSelect(
        Vector512.GreaterThanOrEqual(slots, Vector512.Create((byte)128)),
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(row + 128), slots, Vector512.Load(row + 192)),
        Ascii(row, slots));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Nibbles(byte* row, Vector256<byte> low, Vector256<byte> high) =>
        Avx2.Shuffle(Avx2.BroadcastVector128ToVector256(row), low) & Avx2.Shuffle(Avx2.BroadcastVector128ToVector256(row + 16), high);
}
