using System.Text;
using System.Text.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Streaming;

/// <summary>For every way of cutting a stream, the client sees exactly what redacting the whole text gives.</summary>
public sealed class StreamEqualsWholeTests
{
    private static readonly Policy Strict = Given.Policy(("secrets/*", "any", "Redact"), ("pii/*", "any", "Mask"), ("employee", "any", "Redact"), ("codename", "any", "Redact"));

    private static readonly string[] Pieces =
    [
        " ", " ", ". ", ", ", "\n", "\"", "\\", "the quick", "brown", "fox", "é", "\ud83d\ude00", "日本", "sk-", "AKIA", "4111", "41 11", "-----BEGIN", "eyJ", "api_key = ", "password: ",
        "jane.doe", "@", "example.com", "EMP-", "EMP-123456", "Blue", "Bluebird", "Falcon", " Nine", "+49 30 1234567", "192.168.1.1", "2001:db8::1",
        "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "123-45-6789", "http://user:pass@host/x?token=abcdefgh12345678",
        "AKIA" + "IOSFODNN7EXAMPLE", "Q7zk2Lw9Xv4Rb8Nt3Ys6Ud1", "{", "}", "[", ":", "0", "17",
        "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n" + "-----END PRIVATE KEY-----",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Content_is_the_same_streamed_and_whole(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 60; round++)
        {
            string text = RandomText(random);
            string whole = ContentOf(Given.Answered(Strict, $"{{\"choices\":[{{\"index\":0,\"message\":{{\"content\":{ChatStream.Quote(text)}}}}}]}}"));
            for (int cutting = 0; cutting < 4; cutting++)
            {
                string stream = string.Concat(RandomCuts(random, text).Select(p => ChatStream.Content(p))) + ChatStream.Finish() + ChatStream.Done;
                string seen = Given.Streamed(Strict, stream, null, 1 + random.Next(400));
                Assert.Equal(whole, ChatStream.Gather(seen).GetValueOrDefault("0.content", ""));
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Tool_arguments_are_the_same_streamed_and_whole(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 60; round++)
        {
            string arguments = round % 4 == 3 ? RandomText(random) : RandomJson(random, 3);
            string body = $"{{\"choices\":[{{\"index\":0,\"message\":{{\"tool_calls\":[{{\"function\":{{\"arguments\":{ChatStream.Quote(arguments)}}}}}]}}}}]}}";
            using JsonDocument answer = JsonDocument.Parse(Given.Answered(Strict, body));
            string whole = answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!;
            if (round % 4 != 3)
                JsonDocument.Parse(whole).Dispose();
            for (int cutting = 0; cutting < 4; cutting++)
            {
                string stream = string.Concat(RandomCuts(random, arguments).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish() + ChatStream.Done;
                Assert.Equal(whole, ChatStream.Gather(Given.Streamed(Strict, stream, null, 1 + random.Next(400))).GetValueOrDefault("0.tool0", ""));
            }
        }
    }

    private static string RandomText(Random random)
    {
        StringBuilder text = new();
        int pieces = 1 + random.Next(12);
        for (int i = 0; i < pieces; i++)
            text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    private static string RandomJson(Random random, int depth)
    {
        switch (depth == 0 ? random.Next(2) : random.Next(5))
        {
            case 0: return RandomString(random);
            case 1: return random.Next(3) == 0 ? "4111111111111111" : random.Next(100000).ToString();
            case 2: return $"[{string.Join(" , ", Enumerable.Range(0, random.Next(3)).Select(_ => RandomJson(random, depth - 1)))}]";
            default: return $"{{{string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => $"{RandomString(random)}: {RandomJson(random, depth - 1)}"))}}}";
        }
    }

    private static string RandomString(Random random)
    {
        string quoted = ChatStream.Quote(random.Next(4) == 0 ? "api_key" : RandomText(random));
        return random.Next(3) == 0 ? quoted.Replace("1", "\\u0031", StringComparison.Ordinal) : quoted;
    }

    private static IEnumerable<string> RandomCuts(Random random, string text)
    {
        int longest = random.Next(3) switch { 0 => 1, 1 => 6, _ => 40 };
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(1 + random.Next(longest), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static string ContentOf(string body)
    {
        using JsonDocument answer = JsonDocument.Parse(body);
        return answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }
}
