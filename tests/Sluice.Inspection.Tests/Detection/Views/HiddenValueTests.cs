using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Detection.Views;

/// <summary>A key or a card that is written otherwise is found and redacted where it stands, in requests, in answers and in streams.</summary>
public sealed class HiddenValueTests
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private const string Card = "4111111111111111";

    private static readonly Policy Strict = Given.Policy(("secrets/aws-access-key-id", "any", "Redact"), ("pii/payment-card", "any", "Redact"), ("codename", "any", "Redact"));

    public static TheoryData<string, string, string> InStreams => Of(Hidden.InStreams);

    public static TheoryData<string, string, string> InRequests => Of([.. Hidden.InStreams, .. Hidden.InRequests]);

    [Theory]
    [MemberData(nameof(InRequests))]
    public void It_is_redacted_in_a_request(string name, string value, string hidden)
    {
        string text = $"Please use: {hidden} and thank you";
        string content = ContentOfRequest(Given.Forwarded(Strict, Request(text)));
        AssertGone(name, text, value, hidden, content);
    }

    [Theory]
    [MemberData(nameof(InStreams))]
    public void It_is_redacted_in_an_answer_and_in_a_stream_however_that_is_cut(string name, string value, string hidden)
    {
        string text = $"Please use: {hidden} and thank you";
        string whole = Answered(text);
        AssertGone(name, text, value, hidden, whole);
        foreach (int length in (int[])[1, 2, 3, 5, 7, 16, 1000])
            Assert.Equal(whole, Streamed(ChatStream.Cut(text, length)));
        for (int at = 1; at < text.Length; at += 3)
            Assert.Equal(whole, Streamed([text[..at], text[at..]]));
    }

    [Theory]
    [MemberData(nameof(InStreams))]
    public void It_blocks_where_it_is_to_block(string name, string value, string hidden)
    {
        Policy policy = Given.Policy(("secrets/*", "any", "Block"), ("pii/payment-card", "any", "Block"));
        Assert.True(Given.Refused(policy, Request($"Please use: {hidden} and thank you")) is not null, $"{name} of {value}");
    }

    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 and md5 d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("SGVsbG8gd29ybGQsIHRoaXMgaXMgYSBwbGFpbiBncmVldGluZw==")]
    [InlineData("48656c6c6f20776f726c642c2074686973206973206120677265657469 6e67")]
    [InlineData("\ud83d\udc4d\ud83c\udffd \u2764\ufe0f \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f")]
    [InlineData("\u4eca\u65e5\u306f\u3044\u3044\u5929\u6c17\u3067\u3059\u306d\u3002\uff12\uff10\uff12\uff14\u5e74\uff11\uff12\u6708")]
    [InlineData("\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645 \u0641\u064a \u0639\u0627\u0645 \u0662\u0660\u0662\u0664")]
    [InlineData("cafe\u0301 nai\u0308ve a\u0308o\u0308u\u0308 \u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430? \u0391\u03b8\u03ae\u03bd\u03b1")]
    [InlineData("100%25 of https://example.com/a%20b?x=1&y=2&z=%7B%7D and &amp; &#8212; \\u2014 = \\n =\n")]
    [InlineData("eyes on QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo= and YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=")]
    public void An_honest_text_passes_byte_for_byte(string text)
    {
        string request = Request(text);
        Assert.Equal(request, Given.Forwarded(Strict, request));
        Assert.Equal(text, Answered(text));
        foreach (int length in (int[])[1, 3, 8, 1000])
            Assert.Equal(text, Streamed(ChatStream.Cut(text, length)));
    }

    [Fact]
    public void A_word_of_the_users_is_found_in_other_letters()
    {
        string content = ContentOfRequest(Given.Forwarded(Strict, Request("Ask about \uff22\uff4c\uff55\uff45\uff42\uff49\uff52\uff44 or Falc\u200Bon N\u0456ne today")));
        Assert.Equal("Ask about [REDACTED:codename] or [REDACTED:codename] today", content);
    }

    [Fact]
    public void A_request_loses_the_whole_encoded_run()
    {
        string content = ContentOfRequest(Given.Forwarded(Strict, Request($"cfg {Hidden.Base64($"user=app key={Key} region=eu")} end")));
        Assert.Equal("cfg [REDACTED:secrets/aws-access-key-id] end", content);
    }

    [Fact]
    public void An_answer_loses_the_units_that_spell_the_value()
    {
        string run = Hidden.Base64($"user=app key={Key} region=eu");
        Assert.Equal($"cfg {run[..18]}[REDACTED:secrets/aws-access-key-id]{run[44..]} end", Answered($"cfg {run} end"));
    }

    [Fact]
    public void What_only_flags_sees_hidden_values_too()
    {
        Policy policy = Given.Policy(("pii/payment-card", "any", "Flag"));
        Exchange exchange = Given.Exchange(policy);
        string request = Request($"pay with {Hidden.Base64(Card)}!");
        Assert.Equal(request, Given.Forwarded(policy, request, exchange));
        Assert.NotEmpty(exchange.Tally.Entries);
    }

    private static TheoryData<string, string, string> Of((string Name, Func<string, string> Write)[] ways)
    {
        TheoryData<string, string, string> data = [];
        foreach ((string name, Func<string, string> write) in ways)
        {
            data.Add(name, Key, write(Key));
            data.Add(name, Card, write(Card));
        }

        return data;
    }

    private static void AssertGone(string name, string text, string value, string hidden, string seen)
    {
        Assert.True(seen.Contains("[REDACTED:", StringComparison.Ordinal), $"{name} of {value}: {text}");
        Assert.StartsWith("Please use: ", seen, StringComparison.Ordinal);
        Assert.EndsWith(" and thank you", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, seen, StringComparison.Ordinal);

        // All but the first character of the value is gone, however it was written.
        Assert.DoesNotContain(hidden[(hidden.Length / 2)..], seen, StringComparison.Ordinal);
    }

    private static string Request(string text) => $"{{\"messages\":[{{\"role\":\"user\",\"content\":{ChatStream.Quote(text)}}}]}}";

    private static string Answered(string text)
    {
        using JsonDocument answer = JsonDocument.Parse(Given.Answered(Strict, $"{{\"choices\":[{{\"index\":0,\"message\":{{\"content\":{ChatStream.Quote(text)}}}}}]}}"));
        return answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    private static string Streamed(IEnumerable<string> pieces) =>
        ChatStream.Gather(Given.Streamed(Strict, ChatStream.Of(pieces))).GetValueOrDefault("0.content", "");

    private static string ContentOfRequest(string body)
    {
        using JsonDocument request = JsonDocument.Parse(body);
        return request.RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
    }
}
