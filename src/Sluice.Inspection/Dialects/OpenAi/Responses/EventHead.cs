using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>What an event of a response's stream is about.</summary>
internal struct EventHead
{
    private int _unknown;

    public EventKind Kind { get; private set; }

    /// <summary>The text that it goes on with or repeats, or null where it is none that is known.</summary>
    public RunningText? Text { get; private set; }

    /// <summary>It ends what its deltas said.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Its delta is sound, not text.</summary>
    public bool IsSound { get; private set; }

    /// <summary>Its delta is an object: what a shell's command wrote to its two outputs.</summary>
    public bool IsShell { get; private set; }

    /// <summary>Where its texts belong to decides how they are judged, so its output is asked for before they are read.</summary>
    public bool AsksForOutput { get; private set; }

    /// <summary>It has a delta that is text.</summary>
    public bool HasDelta { get; set; }

    /// <summary>It is about an item.</summary>
    public bool OfItem { get; set; }

    /// <summary>The place of its item in the output.</summary>
    public int Output { get; set; }

    /// <summary>The place of its part in the item.</summary>
    public int Index { get; set; }

    /// <summary>Its number, or -1.</summary>
    public long Sequence { get; set; }

    public readonly LaneKey Lane => Text is { } text ? new LaneKey(Output, text.Field, Index) : new LaneKey(Output, ResponseFields.Unknown, HashCode.Combine(_unknown, Index));

    /// <summary>The lane of one of a shell command's outputs.</summary>
    public readonly LaneKey ShellLane(int field) => new(Output, field, Index);

    public static EventHead Of(ReadOnlySpan<byte> type)
    {
        EventHead head = new() { Sequence = -1 };
        bool delta = type.EndsWith(".delta"u8);
        head.IsDone = type.EndsWith(".done"u8);
        ReadOnlySpan<byte> stem = delta ? type[..^".delta"u8.Length] : head.IsDone ? type[..^".done"u8.Length] : type;
        head.Kind = delta ? EventKind.Delta : KindOf(type);
        if (delta || head.Kind == EventKind.Other)
            head.Text = RunningText.Of(stem);
        if (head is { Kind: EventKind.Other, IsDone: true, Text: not null })
            head.Kind = EventKind.TextDone;
        head.IsShell = stem.SequenceEqual("response.shell_call_output_content"u8);
        head.IsSound = delta && stem.SequenceEqual("response.audio"u8);
        head.AsksForOutput = head.Text?.Scope == ContentScope.Reasoning || head.Kind is EventKind.ItemAdded or EventKind.ItemDone or EventKind.PartAdded or EventKind.PartDone;
        if (head.Text is null)
        {
            HashCode hash = default;
            hash.AddBytes(stem);
            head._unknown = hash.ToHashCode();
        }

        return head;
    }

    private static EventKind KindOf(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("response.output_item.added"u8))
            return EventKind.ItemAdded;
        if (type.SequenceEqual("response.output_item.done"u8))
            return EventKind.ItemDone;
        if (type.SequenceEqual("response.content_part.added"u8) || type.SequenceEqual("response.reasoning_summary_part.added"u8))
            return EventKind.PartAdded;
        if (type.SequenceEqual("response.content_part.done"u8) || type.SequenceEqual("response.reasoning_summary_part.done"u8))
            return EventKind.PartDone;
        if (type.SequenceEqual("response.created"u8) || type.SequenceEqual("response.in_progress"u8) || type.SequenceEqual("response.queued"u8))
            return EventKind.Opening;
        return type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8) || type.SequenceEqual("response.failed"u8)
            || type.SequenceEqual("response.cancelled"u8) || type.SequenceEqual("error"u8) ? EventKind.End : EventKind.Other;
    }
}

/// <summary>What an event does to the response.</summary>
internal enum EventKind : byte
{
    Other,

    /// <summary>Shows the response while nothing of its output is there.</summary>
    Opening,
    ItemAdded,
    ItemDone,
    PartAdded,
    PartDone,
    Delta,
    TextDone,

    /// <summary>Ends the response.</summary>
    End,
}
