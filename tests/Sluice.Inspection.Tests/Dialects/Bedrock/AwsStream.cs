using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Bedrock;

/// <summary>Makes AWS event streams and reads them as a client would, checksums included; it shares no code with the framing that it tests.</summary>
internal static class AwsStream
{
    public const string Claude = "/model/anthropic.claude-x-v1:0/";

    public static Exchange Exchange(Policy policy, string path, string method = "POST")
    {
        IDialect dialect = DialectCatalog.All["bedrock"];
        Operation operation = dialect.Resolve(method, path);
        return new Exchange { Dialect = dialect, Policy = policy, Endpoint = operation.Endpoint, Model = operation.Model, Streaming = operation.Streaming };
    }

    /// <summary>The stream as the client would see it, the upstream's bytes arriving in pieces of the given length.</summary>
    public static byte[] Streamed(Policy policy, byte[] stream, string path = Claude + "converse-stream", int piece = int.MaxValue, Exchange? exchange = null)
    {
        using StreamGuard guard = Inspector.OpenStream(exchange ?? Exchange(policy, path), "application/vnd.amazon.eventstream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        for (int at = 0; at < stream.Length && !guard.Ended; at += piece)
        {
            guard.Push(stream.AsSpan(at, Math.Min(piece, stream.Length - at)), output);
            if (piece == int.MaxValue)
                break;
        }

        guard.Complete(output);
        return output.Span.ToArray();
    }

    public static byte[] Event(string name, string payload, params (string Name, string Value)[] more)
    {
        bool exception = name.EndsWith("Exception", StringComparison.Ordinal);
        List<byte> headers = [];
        foreach ((string header, string value) in ((string, string)[])[(exception ? ":exception-type" : ":event-type", name), (":content-type", "application/json"), (":message-type", exception ? "exception" : "event"), .. more])
        {
            headers.Add((byte)header.Length);
            headers.AddRange(Encoding.UTF8.GetBytes(header));
            headers.Add(7);
            headers.Add((byte)(value.Length >> 8));
            headers.Add((byte)value.Length);
            headers.AddRange(Encoding.UTF8.GetBytes(value));
        }

        return Frame([.. headers], Encoding.UTF8.GetBytes(payload));
    }

    public static byte[] Frame(byte[] headers, byte[] payload)
    {
        byte[] frame = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    /// <summary>A chunk that holds an event of a model's own grammar.</summary>
    public static byte[] Chunk(string inner, string padding = "abcdef") =>
        Event("chunk", $"{{\"bytes\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(inner))}\",\"p\":\"{padding}\"}}");

    public static byte[] Delta(int index, string delta) =>
        Event("contentBlockDelta", string.Create(CultureInfo.InvariantCulture, $"{{\"contentBlockIndex\":{index},\"delta\":{delta},\"p\":\"abcdef\"}}"));

    public static byte[] Text(string text, int index = 0) => Delta(index, $"{{\"text\":{ChatStream.Quote(text)}}}");

    public static byte[] Input(string text, int index = 0) => Delta(index, $"{{\"toolUse\":{{\"input\":{ChatStream.Quote(text)}}}}}");

    public static byte[] Stop(int index = 0) => Event("contentBlockStop", string.Create(CultureInfo.InvariantCulture, $"{{\"contentBlockIndex\":{index}}}"));

    public static byte[] Start { get; } = Event("messageStart", "{\"role\":\"assistant\"}");

    public static byte[] End { get; } =
        [.. Event("messageStop", "{\"stopReason\":\"end_turn\"}"), .. Event("metadata", "{\"usage\":{\"inputTokens\":10,\"outputTokens\":4,\"totalTokens\":17,\"cacheReadInputTokens\":3},\"metrics\":{\"latencyMs\":5}}")];

    /// <summary>A whole answer of one text block, its text cut into pieces.</summary>
    public static byte[] Of(params string[] pieces) => [.. Start, .. pieces.SelectMany(p => Text(p)), .. Stop(), .. End];

    /// <summary>The events, each checked, as <c>name payload</c>; of chunks what they hold.</summary>
    public static List<string> Read(byte[] stream)
    {
        List<string> events = [];
        int at = 0;
        while (at < stream.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(at));
            ReadOnlySpan<byte> frame = stream.AsSpan(at, length);
            int headers = BinaryPrimitives.ReadInt32BigEndian(frame[4..]);
            Assert.Equal(Crc(frame[..8]), BinaryPrimitives.ReadUInt32BigEndian(frame[8..]));
            Assert.Equal(Crc(frame[..^4]), BinaryPrimitives.ReadUInt32BigEndian(frame[^4..]));
            string payload = Encoding.UTF8.GetString(frame[(12 + headers)..^4]);
            string name = Name(Encoding.Latin1.GetString(frame.Slice(12, headers)));
            if (name == "chunk")
            {
                using JsonDocument outer = JsonDocument.Parse(payload);
                payload = Encoding.UTF8.GetString(outer.RootElement.GetProperty("bytes").GetBytesFromBase64());
            }

            events.Add($"{name} {payload}");
            at += length;
        }

        return events;
    }

    /// <summary>What a client gathers of a conversation: the text of each block by index and field, and how it ended. Fails where a client would.</summary>
    public static SortedDictionary<string, string> Gather(byte[] stream)
    {
        SortedDictionary<string, string> seen = new(StringComparer.Ordinal);
        HashSet<int> open = [];
        foreach (string one in Read(stream))
        {
            (string name, string payload) = (one[..one.IndexOf(' ')], one[(one.IndexOf(' ') + 1)..]);
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            Assert.True(name == "messageStart" || name.EndsWith("Exception", StringComparison.Ordinal) || seen.ContainsKey("started"), "messageStart is missing");
            int index = root.TryGetProperty("contentBlockIndex", out JsonElement i) ? i.GetInt32() : -1;
            switch (name)
            {
                case "messageStart":
                    seen.Add("started", "");
                    break;
                case "contentBlockStart":
                    Assert.True(open.Add(index));
                    break;
                case "contentBlockDelta":
                    open.Add(index);
                    Gather(root.GetProperty("delta"), index, seen);
                    break;
                case "contentBlockStop":
                    Assert.True(open.Remove(index), "a block stopped that was not open");
                    break;
                case "messageStop":
                    Assert.Empty(open);
                    seen.Add("stopReason", root.GetProperty("stopReason").GetString()!);
                    break;
                case "metadata":
                    seen.Add("totalTokens", root.GetProperty("usage").GetProperty("totalTokens").GetRawText());
                    break;
                default:
                    seen.Add(name, root.GetProperty("message").GetString()!);
                    break;
            }
        }

        return seen;
    }

    private static void Gather(JsonElement delta, int index, SortedDictionary<string, string> seen)
    {
        foreach (JsonProperty member in delta.EnumerateObject())
        {
            JsonElement text = member.Value.ValueKind == JsonValueKind.Object ? member.Value.EnumerateObject().First().Value : member.Value;
            string key = string.Create(CultureInfo.InvariantCulture, $"{index}.{member.Name}");
            seen[key] = seen.GetValueOrDefault(key) + text.GetString();
        }
    }

    private static string Name(string headers)
    {
        foreach (string kind in (string[])[":event-type", ":exception-type"])
        {
            int at = headers.IndexOf(kind, StringComparison.Ordinal);
            if (at >= 0)
                return headers.Substring(at + kind.Length + 3, (headers[at + kind.Length + 1] << 8) + headers[at + kind.Length + 2]);
        }

        return "";
    }

    /// <summary>CRC-32 from its definition: the remainder of the reflected polynomial division, one bit at a time.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
