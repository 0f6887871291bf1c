using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Dialects.Anthropic;

namespace Sluice.Inspection.Tests.Dialects.Bedrock;

public sealed class InvokeTests
{
    private const string Claude = AwsStream.Claude + "invoke-with-response-stream";
    private const string Llama = "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream";
    private const string Titan = "/model/amazon.titan-text-express-v1/invoke-with-response-stream";
    private const string Nova = "/model/amazon.nova-lite-v1:0/invoke-with-response-stream";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Fact]
    public void Messages_of_Anthropics_models_are_guarded_inside_their_chunks()
    {
        byte[] stream = Chunks(MessageStream.Of(["Ask EMP-1", "23456 now"]));
        Exchange exchange = AwsStream.Exchange(Redact, Claude);
        Assert.Equal(Chunks(MessageStream.Of(["Ask ", "[REDACTED:employee] now"])), AwsStream.Streamed(Redact, stream, exchange: exchange));
        Assert.Equal((new TokenUsage(128, 15) { CachedInput = 100 }, "claude-x"), (exchange.Usage, exchange.ResponseModel));
        Assert.Equal(AwsStream.Streamed(Redact, stream, Claude), AwsStream.Streamed(Redact, stream, Claude, piece: 3));
    }

    [Fact]
    public void A_block_in_mid_stream_ends_Anthropics_message_in_chunks()
    {
        List<string> seen = AwsStream.Read(AwsStream.Streamed(Block, Chunks(MessageStream.Of(["It is Blue", "bird now"])), Claude));
        Assert.Equal("chunk {\"type\":\"content_block_stop\",\"index\":0}", seen[^3]);
        Assert.Contains("\"stop_reason\":\"refusal\"", seen[^2], StringComparison.Ordinal);
        Assert.Equal("chunk {\"type\":\"message_stop\"}", seen[^1]);
    }

    [Theory]
    [InlineData(Llama, "{\"generation\":\"#\",\"prompt_token_count\":3,\"generation_token_count\":1,\"stop_reason\":~}", "stop", "{\"generation\":\"\",\"stop_reason\":\"guardrail_intervened\"}")]
    [InlineData(Titan, "{\"outputText\":\"#\",\"index\":0,\"totalOutputTextTokenCount\":1,\"completionReason\":~,\"inputTextTokenCount\":3}", "FINISH", "{\"outputText\":\"\",\"completionReason\":\"CONTENT_FILTERED\"}")]
    public void Prompts_answers_are_guarded_over_their_chunks(string path, string template, string reason, string blocked)
    {
        byte[] Chunk(string text, bool last = false) => AwsStream.Chunk(template.Replace("#", text).Replace("~", last ? $"\"{reason}\"" : "null"));
        Exchange exchange = AwsStream.Exchange(Redact, path);
        Assert.Equal(
            (byte[])[.. Chunk("Ask "), .. Chunk("[REDACTED:employee] x"), .. Chunk("", last: true)],
            AwsStream.Streamed(Redact, [.. Chunk("Ask EMP-1"), .. Chunk("23456 x"), .. Chunk("", last: true)], exchange: exchange));
        Assert.Equal(new TokenUsage(3, 1), exchange.Usage);
        Assert.Equal(
            (byte[])[.. Chunk("Ask "), .. Chunk("[REDACTED:employee]", last: true)],
            AwsStream.Streamed(Redact, [.. Chunk("Ask EMP-1"), .. Chunk("23456", last: true)], path));
        Assert.Equal($"chunk {blocked}", AwsStream.Read(AwsStream.Streamed(Block, [.. Chunk("It is Blue"), .. Chunk("bird"), .. Chunk(" now")], path))[^1]);
        byte[] failed = [.. Chunk("fine"), .. AwsStream.Event("modelStreamErrorException", "{\"message\":\"no\"}")];
        Assert.Equal(failed, AwsStream.Streamed(Redact, failed, path));
    }

    [Fact]
    public void Text_that_is_held_when_an_exception_comes_leaves_before_it()
    {
        const string Half = "{\"generation\":\"Ask EMP-123456\",\"stop_reason\":null}";
        List<string> seen = AwsStream.Read(AwsStream.Streamed(Redact, [.. AwsStream.Chunk(Half), .. AwsStream.Event("throttlingException", "{\"message\":\"no\"}")], Llama));
        Assert.Equal(["chunk {\"generation\":\"Ask \",\"stop_reason\":null}", "chunk {\"generation\":\"[REDACTED:employee]\",\"stop_reason\":null}", "throttlingException {\"message\":\"no\"}"], seen);
    }

    [Fact]
    public void Novas_events_have_their_name_inside()
    {
        byte[] Delta(string text) => AwsStream.Chunk($$$"""{"contentBlockDelta":{"delta":{"text":"{{{text}}}"},"contentBlockIndex":0}}""");
        byte[] start = AwsStream.Chunk("""{"messageStart":{"role":"assistant"}}""");
        byte[] stop = AwsStream.Chunk("""{"contentBlockStop":{"contentBlockIndex":0}}""");
        byte[] end = AwsStream.Chunk("""{"metadata":{"usage":{"inputTokens":7,"outputTokens":9}},"amazon-bedrock-invocationMetrics":{"inputTokenCount":7}}""");
        Exchange exchange = AwsStream.Exchange(Redact, Nova);
        Assert.Equal(
            (byte[])[.. start, .. Delta("Ask "), .. Delta("[REDACTED:employee]"), .. stop, .. end],
            AwsStream.Streamed(Redact, [.. start, .. Delta("Ask EMP-1"), .. Delta("23456"), .. stop, .. end], exchange: exchange));
        Assert.Equal(new TokenUsage(7, 9), exchange.Usage);
        List<string> seen = AwsStream.Read(AwsStream.Streamed(Block, [.. start, .. Delta("It is Blue"), .. Delta("bird now"), .. stop, .. end], Nova));
        Assert.Equal(["chunk {\"contentBlockStop\":{\"contentBlockIndex\":0}}", "chunk {\"messageStop\":{\"stopReason\":\"guardrail_intervened\"}}"], seen[^3..^1]);
    }

    [Theory]
    [InlineData("/model/meta.llama3-8b-instruct-v1:0/invoke", """{"generation":"EMP-123456","prompt_token_count":1,"stop_reason":"stop"}""", """{"generation":"","prompt_token_count":1,"stop_reason":"guardrail_intervened"}""")]
    [InlineData("/model/amazon.titan-text-express-v1/invoke", """{"inputTextTokenCount":1,"results":[{"tokenCount":2,"outputText":"EMP-123456","completionReason":"FINISH"},7]}""", """{"inputTextTokenCount":1,"results":[{"tokenCount":2,"outputText":"","completionReason":"CONTENT_FILTERED"}]}""")]
    [InlineData(AwsStream.Claude + "invoke", """{"id":"m","content":[{"type":"text","text":"EMP-123456"}]}""", """{"id":"m","content":[],"stop_reason":"refusal","stop_sequence":null}""")]
    public void A_blocked_answer_is_empty_and_ended_as_by_a_filter(string path, string answer, string blocked)
    {
        Policy block = Given.Policy(("employee", "any", "Block"));
        Assert.Equal(blocked, Given.Answered(block, answer, AwsStream.Exchange(block, path)));
        Assert.Equal(answer.Replace("EMP-123456", "[REDACTED:employee]"), Given.Answered(Redact, answer, AwsStream.Exchange(Redact, path)));
    }

    [Fact]
    public void Numbers_of_prompts_settings_and_of_vectors_are_no_texts()
    {
        Policy cards = Given.Policy(("pii/payment-card", "any", "Redact"));
        const string Request = """{"prompt":"x","max_gen_len":4111111111111111}""";
        Assert.Equal(Request, Given.Forwarded(cards, Request, AwsStream.Exchange(cards, Llama)));
        const string Answer = """{"embedding":[4111111111111111],"embeddingsByType":{"float":[4111111111111111]}}""";
        Assert.Equal(Answer, Given.Answered(cards, Answer, AwsStream.Exchange(cards, "/model/amazon.titan-embed-text-v2:0/invoke")));
        Assert.Contains("REDACTED", Given.Forwarded(cards, """{"inputText":"4111 1111 1111 1111"}""", AwsStream.Exchange(cards, "/model/amazon.titan-embed-text-v2:0/invoke")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invoke", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "invoke anthropic")]
    [InlineData("invoke", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "invoke nova")]
    [InlineData("invoke-with-response-stream", "us.meta.llama3-3-70b-instruct-v1:0", "invoke llama")]
    [InlineData("converse", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3", "converse")]
    [InlineData("converse-stream", "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3", "converse")]
    [InlineData("count-tokens", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3", "count tokens")]
    [InlineData("invoke", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3", "unknown")]
    [InlineData("invoke-with-response-stream", "arn:aws:bedrock:us-east-1:123456789012:imported-model/a1b2c3", "unknown")]
    public void An_arn_is_one_encoded_segment_and_says_the_family_or_does_not(string operation, string arn, string endpoint)
    {
        foreach (string spelled in (string[])[Uri.EscapeDataString(arn), arn])
        {
            Operation resolved = DialectCatalog.All["bedrock"].Resolve("POST", $"/model/{spelled}/{operation}");
            Assert.Equal((endpoint, arn), (resolved.Endpoint.Name, resolved.Model));
        }
    }

    [Fact]
    public void The_body_of_an_invocation_whose_tokens_are_counted_is_unpacked()
    {
        static string Request(string inner) => $$$$"""{"input":{"invokeModel":{"body":"{{{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(inner))}}}}"}}}""";
        Exchange exchange = AwsStream.Exchange(Redact, "/model/anthropic.claude-x-v1:0/count-tokens");
        Assert.Equal(Request("""{"messages":[{"role":"user","content":"I am [REDACTED:employee]"}]}"""), Given.Forwarded(Redact, Request("""{"messages":[{"role":"user","content":"I am EMP-123456"}]}"""), exchange));
    }

    [Fact]
    public void A_family_that_nobody_knows_is_visited_leaf_by_leaf_and_its_stream_is_refused()
    {
        const string Path = "/model/mistral.mixtral-8x7b/invoke";
        Assert.Equal("""{"prompt":"[REDACTED:employee]"}""", Given.Forwarded(Redact, """{"prompt":"EMP-123456"}""", AwsStream.Exchange(Redact, Path)));
        Assert.Equal("""{"outputs":[{"text":"[REDACTED:employee]"}]}""", Given.Answered(Redact, """{"outputs":[{"text":"EMP-123456"}]}""", AwsStream.Exchange(Redact, Path)));
        Assert.Null(Inspector.OpenStream(AwsStream.Exchange(Redact, Path + "-with-response-stream"), "application/vnd.amazon.eventstream", Given.Limits));
    }

    private static byte[] Chunks(string sse) =>
        [.. sse.Split('\n').Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).SelectMany(l => AwsStream.Chunk(Checked(l[6..])))];

    private static string Checked(string json)
    {
        JsonDocument.Parse(json).Dispose();
        return json;
    }
}
