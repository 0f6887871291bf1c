using System.Buffers;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>
/// The message that stands for one that policy blocks: the same id, model and usage, no content, and <c>refusal</c> as the reason, as Anthropic's own classifiers end one.
/// </summary>
internal static class BlockedMessage
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the message.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> content = new();
        if (!Members.Copy(body, ["content"], content))
            return false;
        output.Write("{"u8);
        if (Members.Copy(body, ["id", "type", "role", "model", "usage"], output))
            output.Write(","u8);
        output.Write("\"content\":[],\"stop_reason\":\"refusal\",\"stop_sequence\":null}"u8);
        return true;
    }
}
