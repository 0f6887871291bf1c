using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Tells exactly which anchors stand at a place: one bit per anchor, and-ed over the positions. The rows of a byte lie side by side, so that the letters of prose share a few pages, and
/// half of the positions decide about most places: beside streams all of this is cold.
/// </summary>
internal sealed class AnchorIndex
{
    /// <summary>As many as one vector has bits; more are merged rule by rule.</summary>
    public const int Capacity = 512;

    private const int Row = Capacity / 64;

    private readonly ulong[] _rows = new ulong[Anchor.Width * 256 * Row];

    public AnchorIndex(IReadOnlyList<Anchor> anchors)
    {
        if (anchors.Count > Capacity) throw new ArgumentException("too many anchors", nameof(anchors));
        for (int i = 0; i < anchors.Count; i++)
        {
            for (int position = 0; position < Anchor.Width; position++)
            {
                for (int slot = 0; slot < 256; slot++)
                {
                    if (anchors[i].Sets[position].Contains(slot)) _rows[(((slot * Anchor.Width) + position) * Row) + (i >> 6)] |= 1UL << i;
                }
            }
        }
    }

    /// <summary>The anchors at the place whose byte before it is the first of <paramref name="bytes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<ulong> At(ref byte bytes)
    {
        ref ulong rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        var found = At(ref rows, ref bytes, 1) & At(ref rows, ref bytes, 2) & At(ref rows, ref bytes, 3) & At(ref rows, ref bytes, 4);
        if (found != Vector512<ulong>.Zero)
            found &= At(ref rows, ref bytes, 0) & At(ref rows, ref bytes, 5) & At(ref rows, ref bytes, 6) & At(ref rows, ref bytes, 7);
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> At(ref ulong rows, ref byte bytes, int position) =>
        Vector512.LoadUnsafe(ref rows, (nuint)(((Unsafe.Add(ref bytes, position) * Anchor.Width) + position) * Row));

    /// <summary>The numbers of the bits that are set, ascending.</summary>
    internal struct Bits(Vector512<ulong> found)
    {
        private ulong _word = found[0];
        private int _index;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_word == 0)
            {
                if (++_index == Row) return false;
                _word = found[_index];
            }

            Current = (_index << 6) + BitOperations.TrailingZeroCount(_word);
            _word &= _word - 1;
            return true;
        }
    }
}
