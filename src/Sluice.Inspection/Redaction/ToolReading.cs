using Sluice.Inspection.Json;

namespace Sluice.Inspection.Redaction;

/// <summary>Reads which tool a text belongs to, for those who judge. Reused; not thread-safe.</summary>
internal sealed class ToolReading : IDisposable
{
    private readonly PooledBuffer<char> _name = new(64);

    /// <summary>The tool's name; empty where the text belongs to none, or where its document does not say.</summary>
    public ReadOnlySpan<char> Name => _name.Span;

    /// <summary>Tells the calls of a document apart: equal for the texts of one.</summary>
    public static int CallOf(in TextSlot slot) => slot.Part == SlotPart.ToolName ? slot.Start : slot.ToolStart;

    /// <summary>Whether a text says something: numbers and names of properties do not, but for those that name tools.</summary>
    public static bool IsJudged(in TextSlot slot) =>
        slot.Kind is SlotKind.String or SlotKind.Raw || (slot.Kind == SlotKind.PropertyName && slot.Part == SlotPart.ToolName);

    /// <summary>The tool that a stream has named last: its events repeat arguments without saying whose they are.</summary>
    public string NamedLast { get; set; } = "";

    /// <summary>Reads the tool of a slot whose content is <paramref name="text"/>; returns the whole definition of a tool that it names, or nothing.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> document, in TextSlot slot, ReadOnlySpan<char> text)
    {
        _name.Clear();
        if (slot.Part == SlotPart.None)
            return default;
        ReadOnlySpan<byte> tied = document.Slice(slot.ToolStart, slot.ToolLength);
        if (slot.Part == SlotPart.ToolName)
        {
            _name.Write(text);
            return tied;
        }

        if (tied.IsEmpty && slot.Part == SlotPart.ToolArguments)
            _name.Write(NamedLast);
        Span<char> room = _name.GetSpan(tied.Length);
        _name.Advance(JsonStrings.Decode(tied, room));
        return default;
    }

    public void Dispose() => _name.Dispose();
}
