using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// The grammar of streams of pictures, speech and transcripts: typed events, of which only a transcript's text goes on, from <c>transcript.text.delta</c> to
/// <c>transcript.text.done</c>. None has an ending of its own for filtered content: a block ends it with an error, which every client raises.
/// </summary>
internal sealed class MediaEvents : IEventGrammar
{
    private static readonly KnownTypes Types = new(
        UnknownKind.Event,
        "image_generation.partial_image", "image_generation.completed", "image_edit.partial_image", "image_edit.completed", "speech.audio.delta", "speech.audio.done",
        "transcript.text.delta", "transcript.text.segment", "transcript.text.done", "error");

    private static readonly LaneKey Transcript = new(0, ChatFields.Transcript, 0);

    public bool TailsWait => true;

    public bool IsEnd(ReadOnlySpan<byte> payload) => payload.SequenceEqual("[DONE]"u8);

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        ReadOnlySpan<byte> type = ProtocolWord.Plain(walker.Peek("type"u8));
        bool delta = type.EndsWith(".delta"u8);
        bool done = type.EndsWith(".done"u8);
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        SlotMark from = walker.Mark();
        while (walker.NextProperty())
        {
            if (walker.NameIs("delta"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Assistant, Transcript);
            }
            else if (delta && walker.NameIs("logprobs"u8))
            {
                MediaAnswer.Member(ref walker, exchange, Transcript);
            }
            else
            {
                MediaAnswer.Member(ref walker, exchange, Transcript with { Field = -Transcript.Field });
            }
        }

        if (done)
            walker.AddEnd(new ChoiceEnd(0, -1, false, Transcript));
        Types.Check(walker, from, type);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        // Its own events look like nothing that came before.
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        payload.Write("{\"type\":\"transcript.text.delta\",\"delta\":\""u8);
        JsonStrings.Encode(text, payload);
        payload.Write(logprobs.IsEmpty ? "\""u8 : "\",\"logprobs\":["u8);
        payload.Write(logprobs);
        payload.Write(logprobs.IsEmpty ? "}"u8 : "]}"u8);
        events.Write(default, payload.Span);
    }

    public void WriteBlocked(IEventWriter events) => WriteError(new Refusal(400, "content_filter", "The answer was blocked by the content policy."), events);

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(256);
        OpenAiErrors.Write(refusal, error);
        events.Write(default, error.Span);
    }
}
