using Sluice.Inspection.Json;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Remembers the short texts of the last event in which nothing was found: a stream repeats its id, its model and its fingerprint in every event, and what was clean a
/// moment ago under the same policy is clean now. Compared byte by byte. Not thread-safe; one per stream.
/// </summary>
internal sealed class LeafMemo
{
    private const int Leaves = 16;
    private const int LongestLeaf = 56;

    private readonly byte[] _lengths = new byte[Leaves];
    private readonly (ContentScope Scope, SlotKind Kind)[] _natures = new (ContentScope, SlotKind)[Leaves];
    private byte[]? _bytes;

    /// <summary>Whether the text that stands at place <paramref name="ordinal"/> of its event is the clean one that stood there before.</summary>
    public bool IsClean(int ordinal, ReadOnlySpan<byte> payload, in TextSlot slot)
    {
        if (ordinal >= Leaves || _lengths[ordinal] == 0 || _lengths[ordinal] != slot.NameLength + slot.Length + 1)
            return false;
        if (_natures[ordinal] != (slot.Scope, slot.Kind))
            return false;
        ReadOnlySpan<byte> known = _bytes.AsSpan(ordinal * LongestLeaf, LongestLeaf);
        return known[..slot.NameLength].SequenceEqual(payload.Slice(slot.NameStart, slot.NameLength))
            && known.Slice(slot.NameLength, slot.Length).SequenceEqual(payload.Slice(slot.Start, slot.Length));
    }

    public void Remember(int ordinal, ReadOnlySpan<byte> payload, in TextSlot slot)
    {
        if (ordinal >= Leaves)
            return;
        bool fits = slot.NameLength + slot.Length <= LongestLeaf;
        _lengths[ordinal] = fits ? (byte)(slot.NameLength + slot.Length + 1) : (byte)0;
        if (!fits)
            return;
        _natures[ordinal] = (slot.Scope, slot.Kind);
        _bytes ??= new byte[Leaves * LongestLeaf];
        Span<byte> leaf = _bytes.AsSpan(ordinal * LongestLeaf, LongestLeaf);
        payload.Slice(slot.NameStart, slot.NameLength).CopyTo(leaf);
        payload.Slice(slot.Start, slot.Length).CopyTo(leaf[slot.NameLength..]);
    }

    public void Forget(int ordinal)
    {
        if (ordinal < Leaves)
            _lengths[ordinal] = 0;
    }
}
