using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>
/// <c>logprobs</c> of a text: tokens of at most four characters that join to the text, with their bytes and likeliest alternatives, the first of
/// which is the token itself. The numbers mean nothing.
/// </summary>
internal static class LogprobText
{
    private const int TokenLength = 4;

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text, DeltaKind kind, int top, bool escapeAll)
    {
        JsonText.Raw(output, kind == DeltaKind.Refusal ? "{\"content\":null,\"refusal\":["u8 : "{\"content\":["u8);
        WriteTokens(output, text, top, escapeAll);
        JsonText.Raw(output, kind == DeltaKind.Refusal ? "]}"u8 : "],\"refusal\":null}"u8);
    }

    private static void WriteTokens(IBufferWriter<byte> output, ReadOnlySpan<char> text, int top, bool escapeAll)
    {
        for (bool first = true; text.Length > 0; first = false)
        {
            int length = Math.Min(TokenLength, text.Length);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length++;
            var token = text[..length];
            if (!first) JsonText.Raw(output, ","u8);
            WriteToken(output, token, 0, escapeAll);
            JsonText.Raw(output, ",\"top_logprobs\":["u8);
            WriteAlternatives(output, token, top, escapeAll);
            JsonText.Raw(output, "]}"u8);
            text = text[length..];
        }
    }

    private static void WriteAlternatives(IBufferWriter<byte> output, ReadOnlySpan<char> token, int top, bool escapeAll)
    {
        for (int rank = 0; rank < top; rank++)
        {
            if (rank > 0) JsonText.Raw(output, ","u8);
            WriteToken(output, rank == 0 ? token : string.Create(CultureInfo.InvariantCulture, $" alt{rank}"), rank, escapeAll);
            JsonText.Raw(output, "}"u8);
        }
    }

    private static void WriteToken(IBufferWriter<byte> output, ReadOnlySpan<char> token, int rank, bool escapeAll)
    {
        JsonText.Raw(output, "{\"token\":"u8);
        JsonText.String(output, token, escapeAll);
        JsonText.Raw(output, ",\"logprob\":-"u8);
        JsonText.Number(output, rank);
        JsonText.Raw(output, ".25,\"bytes\":["u8);
        Span<byte> bytes = stackalloc byte[64];
        int count = Encoding.UTF8.GetBytes(token, bytes);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) JsonText.Raw(output, ","u8);
            JsonText.Number(output, bytes[i]);
        }

        JsonText.Raw(output, "]"u8);
    }
}
