using System.Buffers;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// The answer that stands for one that policy blocks: the same usage, a text that says so in the content's place, and <c>guardrail_intervened</c>, as a guardrail of
/// Bedrock's leaves it.
/// </summary>
internal static class BlockedConversation
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the answer.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> said = new();
        if (!Members.Copy(body, ["output"], said))
            return false;
        output.Write("{"u8);
        if (Members.Copy(body, ["usage", "metrics"], output))
            output.Write(","u8);
        output.Write("\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"The answer was blocked by the content policy.\"}]}},\"stopReason\":\"guardrail_intervened\"}"u8);
        return true;
    }
}
