using System.Text;
using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

/// <summary>Realtime sessions: their events, and what a client gets to see of them.</summary>
internal static class RealtimeGiven
{
    private const string Place = "\"response_id\":\"resp_1\",\"item_id\":\"item_1\",\"output_index\":0,\"content_index\":0";

    public static Exchange Exchange(Policy policy) => Given.Exchange(policy, "/v1/realtime", "GET");

    public static string Delta(string name, string text) => $$"""{"type":"{{name}}.delta","event_id":"event_1",{{Place}},"delta":{{Quote(text)}}}""";

    public static string Done(string name, string member, string text) => $$"""{"type":"{{name}}.done","event_id":"event_2",{{Place}},"{{member}}":{{Quote(text)}}}""";

    public static string ResponseDone(string id = "resp_1", string output = "") =>
        """{"type":"response.done","event_id":"event_3","response":{"id":"#","object":"realtime.response","status":"completed","output":[@],"usage":{"total_tokens":7,"input_tokens":3,"output_tokens":4}}}"""
            .Replace("#", id).Replace("@", output);

    public static string Quote(string text) => Streaming.ChatStream.Quote(text);

    /// <summary>What leaves for the client, message by message, and (with <paramref name="replies"/>) what the provider is told.</summary>
    public static List<string> Seen(Policy policy, IEnumerable<string> messages, List<string>? replies = null, Exchange? exchange = null)
    {
        using StreamGuard guard = Inspector.OpenStream(exchange ?? Exchange(policy), MessageFraming.MediaType, Given.Limits)!;
        List<string> seen = [];
        using PooledBuffer<byte> output = new();
        foreach (string message in messages)
        {
            output.Clear();
            guard.Push(Encoding.UTF8.GetBytes(message), output);
            Take(output, seen);
            using PooledBuffer<byte> reply = new();
            if (guard.TryTakeReply(reply))
                replies?.Add(Encoding.UTF8.GetString(reply.Span));
            Assert.False(guard.Ended);
        }

        output.Clear();
        guard.Complete(output);
        Take(output, seen);
        return seen;
    }

    /// <summary>The texts of all deltas of one type together.</summary>
    public static string Gather(IEnumerable<string> seen, string type)
    {
        StringBuilder text = new();
        foreach (string message in seen)
        {
            using JsonDocument json = JsonDocument.Parse(message);
            if (json.RootElement.GetProperty("type").GetString() == type)
                text.Append(json.RootElement.GetProperty("delta").GetString());
        }

        return text.ToString();
    }

    private static void Take(PooledBuffer<byte> output, List<string> seen)
    {
        ReadOnlyMemory<byte> rest = output.Memory;
        while (MessageFraming.TryTake(ref rest, out ReadOnlyMemory<byte> message))
            seen.Add(Encoding.UTF8.GetString(message.Span));
    }
}
