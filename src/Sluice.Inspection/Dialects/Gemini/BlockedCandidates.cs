using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The answer that stands for one that policy blocks: every candidate without content and ended by <c>SAFETY</c>, as Google's own filter leaves it.</summary>
internal static class BlockedCandidates
{
    private static readonly string[] Kept = ["usageMetadata", "modelVersion", "responseId", "createTime"];

    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the answer.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        int candidates = Members.Count(body, "candidates");
        if (candidates == 0)
            return false;
        output.Write("{\"candidates\":["u8);
        for (int i = 0; i < candidates; i++)
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{{\"finishReason\":\"SAFETY\",\"index\":{i}}}")));
        output.Write("]"u8);
        ArrayBufferWriter<byte> kept = new(256);
        if (Members.Copy(body, Kept, kept))
        {
            output.Write(","u8);
            output.Write(kept.WrittenSpan);
        }

        output.Write("}"u8);
        return true;
    }
}
