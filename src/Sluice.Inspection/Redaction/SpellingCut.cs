using Sluice.Inspection.Json;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Takes out what spells a text once more and cannot be cut along with it (token probabilities whose tokens cannot be placed): as a whole, where anything of its document
/// changes or is held, or where it has a value to take out itself, in one token or over several.
/// </summary>
internal static class SpellingCut
{
    public static void Apply(ReadOnlySpan<byte> document, SlotList slots, TextScan scan, bool held)
    {
        if (slots.Spellings.Count == 0)
            return;
        bool changes = held || scan.Changes.Count > 0;
        foreach (Spelling spelling in slots.Spellings)
        {
            if (spelling.Length > 0 && (changes || IsDirty(document, slots, scan, spelling)))
                scan.Changes.Cut(spelling.Start, spelling.Length);
        }
    }

    private static bool IsDirty(ReadOnlySpan<byte> document, SlotList slots, TextScan scan, Spelling spelling)
    {
        if (scan.IsDirty(document.Slice(spelling.Start, spelling.Length), ContentScope.Assistant))
            return true;
        using PooledBuffer<byte> tokens = new(spelling.Length);
        foreach (ref readonly TextSlot slot in slots.Texts)
        {
            if (slot.Start >= spelling.Start && slot.Start + slot.Length <= spelling.Start + spelling.Length)
                tokens.Write(document.Slice(slot.Start, slot.Length));
        }

        return scan.IsDirty(tokens.Span, ContentScope.Assistant);
    }
}
