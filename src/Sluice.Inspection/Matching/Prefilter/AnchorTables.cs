namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// 32 buckets as look-up tables: for every position of an anchor and every byte, the buckets that allow it. The first 24 buckets hold anchors at a match's start,
/// the last 8 those inside a match.
/// </summary>
internal sealed class AnchorTables
{
    public const int Groups = 4;
    public const int StartBuckets = 24;
    public const int InnerBuckets = 8;

    /// <summary>The bits of <see cref="Exact"/> that belong to anchors at a match's start.</summary>
    public const uint StartMask = (1u << StartBuckets) - 1;

    /// <summary>Bytes per group of 8 buckets in <see cref="ByGroup"/>.</summary>
    public const int GroupStride = Anchor.Width * 256;

    /// <summary>Bytes per group of 8 buckets in <see cref="ByNibble"/>.</summary>
    public const int NibbleStride = Anchor.Width * 32;

    public AnchorTables(List<List<Anchor>> byRule, bool nibbles)
    {
        var starts = AnchorBuckets.Merge(Some(byRule, atStart: true), StartBuckets, nibbles);
        Inner = AnchorBuckets.Merge(Some(byRule, atStart: false), InnerBuckets, nibbles);
        for (int i = 0; i < starts.Count; i++) Fill(starts[i], i);
        for (int i = 0; i < Inner.Count; i++) Fill(Inner[i], StartBuckets + i);
    }

    /// <summary>[position][byte]: a bit per bucket.</summary>
    public uint[] Exact { get; } = new uint[Anchor.Width * 256];

    /// <summary>[group][position][byte]: the same, 8 buckets at a time.</summary>
    public byte[] ByGroup { get; } = new byte[Groups * GroupStride];

    /// <summary>[group][position][low half, high half]: allows more.</summary>
    public byte[] ByNibble { get; } = new byte[Groups * NibbleStride];

    /// <summary>The buckets of anchors inside a match.</summary>
    public List<Anchor> Inner { get; }

    private static List<List<Anchor>> Some(List<List<Anchor>> byRule, bool atStart) =>
        [.. byRule.Select(anchors => anchors.FindAll(anchor => anchor.AtStart == atStart)).Where(anchors => anchors.Count > 0)];

    private void Fill(Anchor anchor, int bucket)
    {
        int group = bucket >> 3;
        byte bit = (byte)(1 << (bucket & 7));
        for (int position = 0; position < Anchor.Width; position++)
        {
            int row = (group * GroupStride) + (position * 256), nibbleRow = (group * NibbleStride) + (position * 32);
            for (int slot = 0; slot < 256; slot++)
            {
                if (!anchor.Sets[position].Contains(slot)) continue;
                Exact[(position * 256) + slot] |= 1u << bucket;
                ByGroup[row + slot] |= bit;
                ByNibble[nibbleRow + (slot & 15)] |= bit;
                ByNibble[nibbleRow + 16 + (slot >> 4)] |= bit;
            }
        }
    }
}
