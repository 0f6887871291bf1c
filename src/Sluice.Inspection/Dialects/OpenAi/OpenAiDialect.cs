using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>OpenAI's chat completions, whole and streamed (platform.openai.com/docs/api-reference/chat).</summary>
internal sealed class OpenAiDialect : IDialect
{
    public string Name => "openai";

    public Surface Resolve(string method, ReadOnlySpan<char> path) => Surface.Opaque;

    public void WriteError(Refusal refusal, IBufferWriter<byte> output)
    {
    }

    public void VisitRequest(Surface surface, ReadOnlySpan<byte> body, SlotList slots, Exchange exchange)
    {
    }

    public void VisitResponse(Surface surface, ReadOnlySpan<byte> body, SlotList slots, Exchange exchange)
    {
    }

    public void VisitEvent(ReadOnlySpan<byte> payload, SlotList slots, Exchange exchange)
    {
    }

    public void WriteBlockedResponse(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
    }
}
