using System.Globalization;
using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class CompletionsTests
{
    private const string Envelope = "\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":17,\"model\":\"m\"";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("pii/payment-card", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Theory]
    [InlineData("""{"prompt":"@"}""")]
    [InlineData("""{"prompt":["x","@"]}""")]
    [InlineData("""{"prompt":"x","suffix":"@"}""")]
    [InlineData("""{"prompt":"x","stop":["@"]}""")]
    [InlineData("""{"prompt":"x","user":"@"}""")]
    public void Every_text_of_a_request_is_guarded(string template) =>
        Assert.Equal(template.Replace("@", "[REDACTED:employee]"), Given.Forwarded(Redact, template.Replace("@", "EMP-123456"), Exchange()));

    [Fact]
    public void Tokens_are_no_texts()
    {
        const string Body = """{"prompt":[4111111111111111,[4111111111111111]],"seed":4111111111111111}""";
        Assert.Equal(Body, Given.Forwarded(Redact, Body, Exchange()));
    }

    [Fact]
    public void A_card_cut_at_every_position_is_redacted()
    {
        const string Text = "Pay 4111 1111 1111 1111 now";
        for (int at = 0; at <= Text.Length; at++)
        {
            string seen = Through(Redact, Chunk(Text[..at]) + Chunk(Text[at..]) + Chunk("", "\"stop\"") + ChatStream.Done);
            Assert.Equal("Pay [REDACTED:pii/payment-card] now", Said(seen));
            Assert.EndsWith(ChatStream.Done, seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Held_text_leaves_with_the_last_event()
    {
        Policy holding = Given.Policy(("pii/email", "any", "Redact"));
        string stream = Chunk("see you ") + Chunk("jane") + Chunk("", "\"stop\"") + ChatStream.Done;
        string seen = Through(holding, stream);
        Assert.Equal("see you jane", Said(seen));
        Assert.Equal(stream.Split("\n\n").Length, seen.Split("\n\n").Length);
    }

    [Fact]
    public void Block_ends_every_open_choice_for_content_filter()
    {
        string seen = Through(Block, Chunk("It is ") + Chunk("c", choice: 1) + Chunk("Bluebird ") + Chunk("more"));
        Assert.Equal(Chunk("It is ") + Chunk("c", choice: 1) + Chunk("", "\"content_filter\"") + Chunk("", "\"content_filter\"", 1) + ChatStream.Done, seen);
    }

    [Fact]
    public void A_blocked_answer_has_empty_choices()
    {
        using JsonDocument answer = JsonDocument.Parse(Given.Answered(Block, $$"""{{{Envelope}},"choices":[{"text":"Bluebird","index":0,"finish_reason":"stop"}]}""", Given.Exchange(Block, "/v1/completions")));
        JsonElement choice = answer.RootElement.GetProperty("choices")[0];
        Assert.Equal(("", "content_filter"), (choice.GetProperty("text").GetString(), choice.GetProperty("finish_reason").GetString()));
    }

    [Fact]
    public void Token_probabilities_go_with_a_text_that_is_changed_and_stay_with_one_that_is_not()
    {
        const string Clean = """{"choices":[{"text":"I am Ann","index":0,"logprobs":{"tokens":["I"," am"," Ann"],"token_logprobs":[-1,-2,-3],"top_logprobs":[{"I":-1}],"text_offset":[0,1,4]}}]}""";
        Assert.Equal(Clean, Given.Answered(Redact, Clean, Exchange()));
        Assert.Equal(
            """{"choices":[{"text":"I am [REDACTED:employee]","index":0,"logprobs":{}}]}""",
            Given.Answered(Redact, """{"choices":[{"text":"I am EMP-123456","index":0,"logprobs":{"tokens":["I am"," EMP-","123456"],"token_logprobs":[-1],"top_logprobs":null,"text_offset":[0]}}]}""", Exchange()));
        Assert.Equal(
            """{"choices":[{"text":"x","index":0,"logprobs":{}}]}""",
            Given.Answered(Redact, """{"choices":[{"text":"x","index":0,"logprobs":{"tokens":["x"],"top_logprobs":[{"EMP-123456":-4}]}}]}""", Exchange()));
    }

    [Fact]
    public void Streamed_token_probabilities_give_no_redacted_stretch_back()
    {
        string[] tokens = ["Ask", " EMP-", "123456", " now", " or"];
        string seen = Through(Redact, string.Concat(tokens.Select(Probable)) + Chunk("", "\"stop\"") + ChatStream.Done);
        Assert.Equal("Ask [REDACTED:employee] now or", Said(seen));
        Assert.Contains("\"tokens\":[\"Ask\"]", seen, StringComparison.Ordinal);
        Assert.Contains("\"tokens\":[\" or\"]", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("\"tokens\":[\" EMP-\"]", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("\"tokens\":[\"123456\"]", seen, StringComparison.Ordinal);
    }

    private static string Chunk(string text, string finish = "null", int choice = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"data: {{{Envelope},\"choices\":[{{\"index\":{choice},\"text\":{ChatStream.Quote(text)},\"logprobs\":null,\"finish_reason\":{finish}}}]}}\n\n");

    private static string Probable(string token) => Chunk(token).Replace("\"logprobs\":null", $"\"logprobs\":{{\"tokens\":[\"{token}\"],\"token_logprobs\":[-1],\"top_logprobs\":[{{\"{token}\":-1}}],\"text_offset\":[0]}}");

    private static string Said(string stream) => string.Concat(stream.Split("\n\n").Where(l => l.StartsWith("data: {", StringComparison.Ordinal))
        .Select(l => JsonDocument.Parse(l[6..]).RootElement.GetProperty("choices")[0].GetProperty("text").GetString()));

    private static string Through(Policy policy, string stream) => Given.Streamed(policy, stream, Given.Exchange(policy, "/v1/completions"));

    private static Exchange Exchange() => Given.Exchange(Redact, "/v1/completions");
}
