using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The response that stands for one that policy blocks: the same, but incomplete for <c>content_filter</c> and without output.</summary>
internal static class BlockedResponse
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the response.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        if (!JsonMembers.Find(body, "output"u8).StartsWith("["u8))
            return false;
        using Utf8JsonWriter json = new(output);
        ResponseEnvelope.WriteIncomplete(body, json);
        return true;
    }
}
