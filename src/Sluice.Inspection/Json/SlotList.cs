using System.Runtime.InteropServices;

namespace Sluice.Inspection.Json;

/// <summary>What a dialect found in one JSON document. Reused; not thread-safe.</summary>
public sealed class SlotList
{
    private readonly List<TextSlot> _texts = [];

    /// <summary>The texts, as a dialect met them: by position, save where an object's role came behind its text.</summary>
    public Span<TextSlot> Texts => CollectionsMarshal.AsSpan(_texts);

    public int Count => _texts.Count;

    public List<LogprobEntry> Logprobs { get; } = [];

    public List<LogprobArray> LogprobArrays { get; } = [];

    /// <summary>The stretches that spell texts once more.</summary>
    public List<Spelling> Spellings { get; } = [];

    /// <summary>What is of a type that the dialect does not know; what is within another stands before it.</summary>
    public List<UnknownPlace> Unknown { get; } = [];

    /// <summary>The choices that this event has something of.</summary>
    public List<int> Choices { get; } = [];

    /// <summary>The choices that this event finishes.</summary>
    public List<ChoiceEnd> Ends { get; } = [];

    public void Add(in TextSlot slot) => _texts.Add(slot);

    internal SlotMark Mark() => new(Count, Logprobs.Count, LogprobArrays.Count, Spellings.Count, Unknown.Count);

    /// <summary>Moves what was found since <paramref name="mark"/>: the document stands within another, <paramref name="by"/> bytes from its beginning.</summary>
    internal void Shift(SlotMark mark, int by)
    {
        foreach (ref TextSlot slot in Texts[mark.Texts..])
            (slot.Start, slot.NameStart, slot.ToolStart) = (slot.Start + by, slot.NameStart + by, slot.ToolStart + by);
        foreach (ref LogprobEntry entry in CollectionsMarshal.AsSpan(Logprobs)[mark.Logprobs..])
            entry = entry with { Start = entry.Start + by };
        foreach (ref LogprobArray array in CollectionsMarshal.AsSpan(LogprobArrays)[mark.Arrays..])
            array = array with { Start = array.Start + by };
        foreach (ref Spelling spelling in CollectionsMarshal.AsSpan(Spellings)[mark.Spellings..])
            spelling = spelling with { Start = spelling.Start + by };
    }

    /// <summary>Forgets what was found since <paramref name="mark"/>.</summary>
    internal void Truncate(SlotMark mark)
    {
        _texts.RemoveRange(mark.Texts, _texts.Count - mark.Texts);
        Logprobs.RemoveRange(mark.Logprobs, Logprobs.Count - mark.Logprobs);
        LogprobArrays.RemoveRange(mark.Arrays, LogprobArrays.Count - mark.Arrays);
        Spellings.RemoveRange(mark.Spellings, Spellings.Count - mark.Spellings);
        Unknown.RemoveRange(mark.Unknown, Unknown.Count - mark.Unknown);
    }

    /// <summary>Forgets the texts of what is unknown, which pass unread. Token probabilities stay in their list, and no array names them.</summary>
    internal void RemoveUnknown()
    {
        // From the last to the first, so that what is removed moves nothing that is still to be; what stands within another goes with it.
        int kept = int.MaxValue;
        for (int i = Unknown.Count - 1; i >= 0; i--)
        {
            (SlotMark from, SlotMark to) = (Unknown[i].From, Unknown[i].To);
            if (from.Texts >= kept)
                continue;
            _texts.RemoveRange(from.Texts, to.Texts - from.Texts);
            LogprobArrays.RemoveRange(from.Arrays, to.Arrays - from.Arrays);
            Spellings.RemoveRange(from.Spellings, to.Spellings - from.Spellings);
            kept = from.Texts;
        }
    }

    /// <summary>Has no text found since <paramref name="mark"/> go on anywhere: they are those of document <paramref name="number"/>, which is whole.</summary>
    internal void MakeWhole(SlotMark mark, int number)
    {
        foreach (ref TextSlot slot in Texts[mark.Texts..])
            slot.Lane = slot.Lane.Of(number);
        foreach (ref LogprobEntry entry in CollectionsMarshal.AsSpan(Logprobs)[mark.Logprobs..])
            entry = entry with { Lane = entry.Lane.Of(number) };
        foreach (ref LogprobArray array in CollectionsMarshal.AsSpan(LogprobArrays)[mark.Arrays..])
            array = array with { Lane = array.Lane.Of(number) };
        Choices.Clear();
        Ends.Clear();
    }

    internal void SetPart(int first, SlotPart part)
    {
        foreach (ref TextSlot slot in Texts[first..])
        {
            if (slot.Part == SlotPart.None)
                slot.Part = part;
        }
    }

    /// <summary>Ties texts to the tool that one of them names; those that are tied to another stay so.</summary>
    internal void SetTool(int first, Range definition)
    {
        Span<TextSlot> texts = Texts[first..];
        int named = 0;
        while (named < texts.Length && texts[named].Part != SlotPart.ToolName)
            named++;
        if (named == texts.Length)
            return;
        (int start, int length) = (texts[named].Start, texts[named].Length);
        if (texts[named].ToolLength == 0)
            (texts[named].ToolStart, texts[named].ToolLength) = (definition.Start.Value, definition.End.Value - definition.Start.Value);
        foreach (ref TextSlot slot in texts)
        {
            if (slot.ToolLength == 0 && slot.Part != SlotPart.ToolName)
                (slot.ToolStart, slot.ToolLength) = (start, length);
        }
    }

    /// <summary>Texts found since <paramref name="first"/> that looked like a tool's call are none; definitions stay what they are.</summary>
    internal void ClearCalls(int first)
    {
        foreach (ref TextSlot slot in Texts[first..])
        {
            if (slot.Scope is not (ContentScope.System or ContentScope.ToolCall))
                slot.Part = SlotPart.None;
        }
    }

    internal void SetChoice(SlotMark mark, int choice)
    {
        foreach (ref TextSlot slot in Texts[mark.Texts..])
        {
            if (!slot.Lane.IsNone)
                slot.Lane = slot.Lane with { Choice = choice };
        }

        foreach (ref LogprobEntry entry in CollectionsMarshal.AsSpan(Logprobs)[mark.Logprobs..])
            entry = entry with { Lane = entry.Lane with { Choice = choice } };
        foreach (ref LogprobArray array in CollectionsMarshal.AsSpan(LogprobArrays)[mark.Arrays..])
            array = array with { Lane = array.Lane with { Choice = choice } };
    }

    internal void SetLane(SlotMark mark, LaneKey provisional, LaneKey lane)
    {
        foreach (ref TextSlot slot in Texts[mark.Texts..])
        {
            if (slot.Lane == provisional)
                slot.Lane = lane;
        }

        foreach (ref LogprobEntry entry in CollectionsMarshal.AsSpan(Logprobs)[mark.Logprobs..])
            entry = entry.Lane == provisional ? entry with { Lane = lane } : entry;
        foreach (ref LogprobArray array in CollectionsMarshal.AsSpan(LogprobArrays)[mark.Arrays..])
            array = array.Lane == provisional ? array with { Lane = lane } : array;
    }

    public void Clear()
    {
        _texts.Clear();
        Logprobs.Clear();
        LogprobArrays.Clear();
        Spellings.Clear();
        Unknown.Clear();
        Choices.Clear();
        Ends.Clear();
    }
}
