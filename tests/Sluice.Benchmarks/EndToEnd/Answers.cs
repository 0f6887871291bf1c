using System.Globalization;
using System.Text;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// What the mock upstream answers and the load client expects. The request's model says which: <c>bench-json</c>, or <c>bench-sse-N-GAP</c> for N deltas GAP
/// milliseconds apart. Each delta carries the time it was sent (a clock that all processes share) as 16 letters, so that no rule finds a number in it.
/// </summary>
internal static class Answers
{
    public const string JsonModel = "bench-json";
    public const string StreamPrefix = "bench-sse-";
    public const int StampLength = 16;

    private static readonly string[] Words =
    [
        "The ", "model ", "answers ", "with ", "plain ", "text, ", "some ", "numbers ", "42 ", "and ", "words ", "that ", "flow ", "past ", "the ", "gate. ",
    ];

    public static string StreamModel(int deltas, int gapMilliseconds) => $"{StreamPrefix}{deltas}-{gapMilliseconds}";

    public static string Delta(int index) => Words[index % Words.Length];

    /// <summary>The whole text of a stream.</summary>
    public static byte[] TextOf(int deltas) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, deltas).Select(Delta)));

    /// <summary>A JSON answer of exactly 1,024 bytes, its HTTP head before it.</summary>
    public static byte[] JsonAnswer()
    {
        const string Before = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        const string After = "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":512,\"completion_tokens\":128,\"total_tokens\":640},\"system_fingerprint\":\"fp_bench\"}";
        string text = Encoding.ASCII.GetString(TextOf(400))[..(JsonAnswerBytes - Before.Length - After.Length)];
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {JsonAnswerBytes}\r\n\r\n{Before}{text}{After}");
    }

    public const int JsonAnswerBytes = 1_024;

    public static ReadOnlySpan<byte> StreamHead => "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"u8;

    public static ReadOnlySpan<byte> StampMark => "\"fp_"u8;

    public static ReadOnlySpan<byte> ContentMark => "\"content\":\""u8;

    /// <summary>One event as one HTTP chunk.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteEvent(int index, long stamp, Span<byte> output)
    {
        string role = index == 0 ? "\"role\":\"assistant\"," : "";
        string before = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_";
        string after = $"\",\"choices\":[{{\"index\":0,\"delta\":{{{role}\"content\":\"{Delta(index)}\"}},\"logprobs\":null,\"finish_reason\":null}}]}}\n\n";
        int at = ChunkHead(before.Length + StampLength + after.Length, output);
        at += Encoding.ASCII.GetBytes(before, output[at..]);
        WriteStamp(stamp, output.Slice(at, StampLength));
        at += StampLength;
        at += Encoding.ASCII.GetBytes(after, output[at..]);
        return at + Encoding.ASCII.GetBytes("\r\n", output[at..]);
    }

    /// <summary>The finish, <c>[DONE]</c> and the last chunk.</summary>
    public static int WriteEnd(Span<byte> output)
    {
        const string End = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        int at = ChunkHead(End.Length, output);
        return at + Encoding.ASCII.GetBytes(End + "\r\n0\r\n\r\n", output[at..]);
    }

    public static long ReadStamp(ReadOnlySpan<byte> letters)
    {
        long stamp = 0;
        foreach (byte letter in letters[..StampLength])
            stamp = (stamp << 4) | (long)(letter - 'a');
        return stamp;
    }

    private static void WriteStamp(long stamp, Span<byte> letters)
    {
        for (int i = StampLength - 1; i >= 0; i--, stamp >>= 4)
            letters[i] = (byte)('a' + (stamp & 15));
    }

    private static int ChunkHead(int length, Span<byte> output)
    {
        length.TryFormat(output, out int written, "x", CultureInfo.InvariantCulture);
        output[written++] = (byte)'\r';
        output[written++] = (byte)'\n';
        return written;
    }
}
