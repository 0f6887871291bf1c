using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// What the mock upstream answers and the load client expects. The request's model says which: <c>bench-json</c>, or <c>bench-WIRE-N-GAP</c> for a stream of N deltas
/// GAP milliseconds apart. Each delta's text begins with the time it was sent (a clock that all processes share) in brackets, as 16 letters, so that no rule finds a
/// number in it.
/// </summary>
internal static class Answers
{
    public const string ModelPrefix = "bench-";
    public const string JsonModel = ModelPrefix + "json";
    public const int JsonAnswerBytes = 1_024;
    public const int StampLength = 16;
    public const byte StampBegin = (byte)'[';
    public const byte StampEnd = (byte)']';

    private static readonly string[] Words =
    [
        "The ", "model ", "answers ", "with ", "plain ", "text, ", "some ", "numbers ", "42 ", "and ", "words ", "that ", "flow ", "past ", "the ", "gate. ",
    ];

    public static string StreamModel(Wire wire, int deltas, int gapMilliseconds) => $"{ModelPrefix}{wire.Name}-{deltas}-{gapMilliseconds}";

    /// <summary>What a delta says behind its stamp.</summary>
    public static string Word(int index) => Words[index % Words.Length];

    /// <summary>A delta's text with its index in the place of the stamp.</summary>
    public static string Delta(int index)
    {
        Span<byte> stamp = stackalloc byte[StampLength];
        WriteStamp(index, stamp);
        return $"[{Encoding.ASCII.GetString(stamp)}]{Word(index)}";
    }

    /// <summary>A JSON answer of exactly 1,024 bytes, its HTTP head before it.</summary>
    public static byte[] JsonAnswer()
    {
        const string Before = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        const string After = "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":512,\"completion_tokens\":128,\"total_tokens\":640},\"system_fingerprint\":\"fp_bench\"}";
        string text = string.Concat(Enumerable.Range(0, 400).Select(Word))[..(JsonAnswerBytes - Before.Length - After.Length)];
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {JsonAnswerBytes}\r\n\r\n{Before}{text}{After}");
    }

    /// <summary>The head of a streamed answer.</summary>
    public static string StreamHead(Wire wire) => $"HTTP/1.1 200 OK\r\nContent-Type: {wire.MediaType}\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// <summary>Whether a byte may stand in a stamp.</summary>
    public static bool IsLetter(byte letter) => letter is >= (byte)'a' and <= (byte)'p';

    /// <summary>The stamp's value with one more letter read.</summary>
    public static long Read(long stamp, byte letter) => (stamp << 4) | (uint)(letter - 'a');

    public static long ReadStamp(ReadOnlySpan<byte> letters)
    {
        long stamp = 0;
        foreach (byte letter in letters[..StampLength])
            stamp = Read(stamp, letter);
        return stamp;
    }

    public static void WriteStamp(long stamp, Span<byte> letters)
    {
        for (int i = StampLength - 1; i >= 0; i--, stamp >>= 4)
            letters[i] = (byte)('a' + (stamp & 15));
    }

    /// <summary>One HTTP chunk.</summary>
    /// <param name="last">The answer ends with it.</param>
    /// <param name="start">Where in it <paramref name="content"/> begins.</param>
    public static byte[] Chunk(ReadOnlySpan<byte> content, bool last, out int start)
    {
        byte[] head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content.Length:x}\r\n"));
        start = head.Length;
        return [.. head, .. content, .. last ? "\r\n0\r\n\r\n"u8 : "\r\n"u8];
    }
}
