using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The parts of an item's content, of a reasoning summary, or of what a tool gave.</summary>
internal static class ResponseParts
{
    private static readonly KnownTypes Types = new(
        UnknownKind.Part,
        "input_text", "output_text", "text", "refusal", "summary_text", "reasoning_text", "input_image", "input_file", "input_audio", "output_audio",
        "computer_screenshot");

    /// <summary>Takes a list of parts, one part, or a string.</summary>
    /// <param name="walker">Stands on it.</param>
    /// <param name="scope">Whose words they are.</param>
    /// <param name="lane">Ties the first part to its token probabilities; the others follow by index.</param>
    /// <param name="signed">They are never rewritten.</param>
    public static void Visit(ref JsonWalker walker, ContentScope scope, LaneKey lane, bool signed)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            Part(ref walker, scope, lane, signed);
            return;
        }

        int index = 0;
        while (walker.NextElement())
        {
            Part(ref walker, scope, lane.IsNone ? lane : lane with { Index = index }, signed);
            index++;
        }
    }

    /// <summary>Takes one part: text is the item's own words; an image, a recording or a file is a document.</summary>
    public static void Part(ref JsonWalker walker, ContentScope scope, LaneKey lane, bool signed)
    {
        ReadOnlySpan<byte> type = ProtocolWord.Plain(walker.Peek("type"u8));
        bool document = IsDocument(type);
        SlotMark from = walker.Mark();
        if (!walker.EnterObject())
        {
            walker.Text(scope, lane, signed: signed);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("text"u8) || walker.NameIs("refusal"u8) || walker.NameIs("transcript"u8))
            {
                walker.Value();
                walker.Text(scope, lane, signed: signed);
            }
            else if (walker.NameIs("logprobs"u8))
            {
                walker.Value();
                Probabilities(ref walker, lane, scope);
            }
            else
            {
                walker.Property(document ? ContentScope.Document : scope, signed: signed);
            }
        }

        Types.Check(walker, from, type);
    }

    /// <summary>Takes the token probabilities at hand, which describe the text of <paramref name="lane"/>.</summary>
    public static void Probabilities(ref JsonWalker walker, LaneKey lane, ContentScope scope, bool mentionNone = false)
    {
        if (walker.Token == JsonTokenType.StartArray && !lane.IsNone)
            ChatLogprobs.Entries(ref walker, lane, mentionNone);
        else
            walker.Leaves(scope);
    }

    private static bool IsDocument(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("input_image"u8) || type.SequenceEqual("input_file"u8) || type.SequenceEqual("input_audio"u8) || type.SequenceEqual("computer_screenshot"u8)
        || type.SequenceEqual("output_audio"u8) || type.SequenceEqual("output_image"u8);
}
