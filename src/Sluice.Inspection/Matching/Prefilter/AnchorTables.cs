namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Sequences of sets in 32 buckets, as look-up tables: for every position and every byte, the buckets that allow it. A place where some bucket allows
/// all positions may have an anchor; <see cref="AnchorIndex"/> tells which.
/// </summary>
internal sealed class AnchorTables
{
    public const int Groups = 4;
    public const int Buckets = Groups * 8;

    /// <summary>Bytes per group of 8 buckets in <see cref="ByGroup"/>.</summary>
    public const int GroupStride = Anchor.Width * 256;

    /// <summary>Bytes per group of 8 buckets in <see cref="ByNibble"/>.</summary>
    public const int NibbleStride = Anchor.Width * 32;

    public AnchorTables(IReadOnlyList<Anchor> anchors, bool nibbles)
    {
        List<ByteSet[]> buckets = AnchorBuckets.Divide(anchors, Buckets, nibbles);
        for (int i = 0; i < buckets.Count; i++) Fill(buckets[i], i);
    }

    /// <summary>[position][byte]: a bit per bucket.</summary>
    public uint[] Exact { get; } = new uint[Anchor.Width * 256];

    /// <summary>[group][position][byte]: the same, 8 buckets at a time.</summary>
    public byte[] ByGroup { get; } = new byte[Groups * GroupStride];

    /// <summary>[group][position][low half, high half]: allows more.</summary>
    public byte[] ByNibble { get; } = new byte[Groups * NibbleStride];

    private void Fill(ByteSet[] sets, int bucket)
    {
        int group = bucket >> 3;
        byte bit = (byte)(1 << (bucket & 7));
        for (int position = 0; position < Anchor.Width; position++)
        {
            int row = (group * GroupStride) + (position * 256), nibbleRow = (group * NibbleStride) + (position * 32);
            for (int slot = 0; slot < 256; slot++)
            {
                if (!sets[position].Contains(slot)) continue;
                Exact[(position * 256) + slot] |= 1u << bucket;
                ByGroup[row + slot] |= bit;
                ByNibble[nibbleRow + (slot & 15)] |= bit;
                ByNibble[nibbleRow + 16 + (slot >> 4)] |= bit;
            }
        }
    }
}
