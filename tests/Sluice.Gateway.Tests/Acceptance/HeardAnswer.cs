using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>What a client makes of an answer's bytes, be they all of it or those that have come so far.</summary>
internal static class HeardAnswer
{
    /// <summary>The words of a whole answer, or of a stream's events.</summary>
    public static string Words(Spoken spoken, byte[] bytes, bool stream)
    {
        if (!stream)
            return Gather(Parsed(Encoding.UTF8.GetString(bytes)), spoken.Word);
        string member = spoken.Delta ?? spoken.Word;
        return string.Concat(Events(spoken, bytes).Select(e => Gather(e, member)));
    }

    /// <summary>The events that are complete.</summary>
    public static List<JsonElement> Events(Spoken spoken, byte[] bytes) => [.. spoken.Framing switch
    {
        Framing.Lines => Complete(Encoding.UTF8.GetString(bytes), "\n").Where(l => l.Length > 0).Select(Parsed),
        Framing.Aws => Frames(bytes).Select(Parsed),
        _ => Complete(Encoding.UTF8.GetString(bytes), "\n\n").SelectMany(Data).Where(d => !d.Equals("[DONE]", StringComparison.Ordinal)).Select(Parsed),
    }];

    /// <summary>All strings under this name, in their order, joined.</summary>
    public static string Gather(JsonElement value, string member) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Concat(value.EnumerateObject().Select(p => p.NameEquals(member) && p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : Gather(p.Value, member))),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(e => Gather(e, member))),
        _ => "",
    };

    private static JsonElement Parsed(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string[] Complete(string text, string separator) => text.Split(separator)[..^1];

    private static IEnumerable<string> Data(string message) => message.Split('\n').Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => l[5..].Trim());

    private static List<string> Frames(byte[] bytes)
    {
        List<string> payloads = [];
        for (int at = 0; at + 12 <= bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (at + length > bytes.Length)
                break;
            int start = 12 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4));
            payloads.Add(Encoding.UTF8.GetString(bytes, at + start, length - start - 4));
            at += length;
        }

        return payloads;
    }
}
