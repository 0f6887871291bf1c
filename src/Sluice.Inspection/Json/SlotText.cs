using System.Text.Unicode;

namespace Sluice.Inspection.Json;

/// <summary>What a slot says, whatever way it is spelled.</summary>
internal static class SlotText
{
    /// <summary>Decodes into <paramref name="room"/>, which is emptied first, and returns what is there then.</summary>
    public static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> raw, SlotKind kind, PooledBuffer<char> room)
    {
        room.Clear();
        Span<char> span = room.GetSpan(raw.Length);
        int units;
        if (kind == SlotKind.Raw)
            Utf8.ToUtf16(raw, span, out _, out units);
        else
            units = JsonStrings.Decode(raw, span);
        room.Advance(units);
        return room.Span;
    }

    /// <summary>The byte of <paramref name="raw"/> at which a unit of the text begins, counted from a place that is known.</summary>
    public static int Locate(ReadOnlySpan<byte> raw, SlotKind kind, int unit, int fromByte, int fromUnit) =>
        kind == SlotKind.Raw ? Utf8Text.Locate(raw, unit, fromByte, fromUnit) : JsonStrings.Locate(raw, unit, fromByte, fromUnit);
}
