using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>A text that a stream has begun.</summary>
/// <param name="lane">Its lane.</param>
/// <param name="stem">Its events' type without the last word.</param>
/// <param name="itemId">Its item's id, as the content of a JSON string.</param>
internal sealed class OpenText(LaneKey lane, string stem, byte[] itemId)
{
    public LaneKey Lane => lane;

    public string Stem => stem;

    public byte[] ItemId => itemId;

    /// <summary>What the client has of it, as the content of a JSON string.</summary>
    public ArrayBufferWriter<byte> Words { get; } = new(64);

    /// <summary>It is a part of its own, which must be closed, too.</summary>
    public bool HasPart { get; set; }

    /// <summary>Its whole has been given.</summary>
    public bool Done { get; set; }

    /// <summary>It was too long to keep: it cannot be closed with what the client has of it.</summary>
    public bool IsCut { get; set; }

    /// <summary>The field that a part of this type fills, or null.</summary>
    public static int? FieldOf(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("output_text"u8))
            return ResponseFields.OutputText;
        if (type.SequenceEqual("refusal"u8))
            return ResponseFields.Refusal;
        if (type.SequenceEqual("reasoning_text"u8))
            return ResponseFields.ReasoningText;
        return type.SequenceEqual("summary_text"u8) ? ResponseFields.ReasoningSummary : null;
    }
}

/// <summary>An item that a stream has begun.</summary>
/// <param name="Output">Its place in the output.</param>
/// <param name="Json">As it was added.</param>
internal sealed record OpenItem(int Output, byte[] Json)
{
    /// <summary>A part of it was too long to keep.</summary>
    public bool IsCut { get; set; }

    /// <summary>Its parts that are done, with their fields.</summary>
    public List<(int Field, byte[] Json)> Parts { get; } = [];
}
