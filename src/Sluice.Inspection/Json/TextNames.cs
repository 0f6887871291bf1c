namespace Sluice.Inspection.Json;

/// <summary>
/// Property names that hold running text in the deltas of known providers. A string under another name (<c>type</c>, <c>id</c>, <c>status</c>) is complete in
/// itself: holding part of it back would break the event's grammar.
/// </summary>
internal static class TextNames
{
    public static bool Has(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("text"u8) || name.SequenceEqual("content"u8) || name.SequenceEqual("reasoning"u8) || name.SequenceEqual("reasoning_content"u8)
        || name.SequenceEqual("thinking"u8) || name.SequenceEqual("summary"u8) || name.SequenceEqual("transcript"u8) || name.SequenceEqual("refusal"u8)
        || name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8) || name.SequenceEqual("output"u8) || name.SequenceEqual("code"u8);
}
