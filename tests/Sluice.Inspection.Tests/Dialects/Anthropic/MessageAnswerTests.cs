using System.Text;
using System.Text.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Anthropic;

public sealed class MessageAnswerTests
{
    private const string Usage = "\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":100,\"output_tokens\":7,\"cache_creation\":{\"ephemeral_5m_input_tokens\":3},\"service_tier\":\"standard\"}";
    private const string Frame = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[#],\"stop_reason\":\"end_turn\",\"stop_sequence\":null," + Usage + "}";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    public static TheoryData<string> Places => new()
    {
        Frame.Replace("#", """{"type":"text","text":"@"}"""),
        Frame.Replace("#", """{"type":"text","text":"a","citations":[{"type":"page_location","cited_text":"@","document_title":"t","start_page_number":1}]}"""),
        Frame.Replace("#", """{"type":"text","text":"a","citations":[{"type":"web_search_result_location","cited_text":"c","title":"@","url":"u","encrypted_index":"e"}]}"""),
        Frame.Replace("#", """{"type":"tool_use","id":"t","name":"f","input":{"a":["@"]}}"""),
        Frame.Replace("#", """{"type":"server_tool_use","id":"t","name":"web_search","input":{"query":"@"}}"""),
        Frame.Replace("#", """{"type":"web_search_tool_result","tool_use_id":"t","content":[{"type":"web_search_result","title":"@","url":"u","encrypted_content":"x"}]}"""),
        Frame.Replace("#", """{"type":"web_fetch_tool_result","tool_use_id":"t","content":{"type":"web_fetch_result","url":"u","content":{"type":"document","source":{"type":"text","media_type":"text/plain","data":"@"}}}}"""),
        Frame.Replace("#", """{"type":"code_execution_tool_result","tool_use_id":"t","content":{"type":"code_execution_result","stdout":"@","stderr":"","return_code":0}}"""),
        Frame.Replace("#", """{"type":"brand_new","x":{"y":"@"}}"""),
        Frame.Replace("#", "").Replace("\"stop_sequence\":null", "\"stop_sequence\":\"@\""),
        Frame.Replace("#", "").Replace("\"usage\"", "\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"@\"},\"usage\""),
        """{"type":"error","error":{"type":"invalid_request_error","message":"bad @"},"request_id":"req_1"}""",
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_nothing_else_changes(string template)
    {
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), Answered(Redact, template.Replace("@", "see EMP-123456.")));
        string clean = template.Replace("@", "see nothing \\u00e9 \\/ here");
        Assert.Equal(clean, Answered(Redact, clean));
        string result = Succeeded(template.Replace("@", "EMP-123456"));
        Assert.Equal(result.Replace("EMP-123456", "[REDACTED:employee]"), Given.Answered(Redact, result, Results(Redact)));
    }

    [Fact]
    public void Thinking_is_never_rewritten()
    {
        string body = Frame.Replace("#", """{"type":"thinking","thinking":"EMP-123456","signature":"c2ln"},{"type":"redacted_thinking","data":"EMP-123456"}""");
        Exchange exchange = MessageStream.Exchange(Redact);
        Assert.Equal(body, Given.Answered(Redact, body, exchange));
        Assert.Equal(new TallyEntry(Direction.Response, "employee", Decision.Flag, 2), Assert.Single(exchange.Tally.Entries));
    }

    [Fact]
    public void Usage_and_model_are_read()
    {
        Exchange exchange = MessageStream.Exchange(Redact);
        Given.Answered(Redact, Frame.Replace("#", ""), exchange);
        Assert.Equal((new TokenUsage(128, 7) { CachedInput = 100 }, "claude-x"), (exchange.Usage, exchange.ResponseModel));
    }

    [Fact]
    public void A_blocked_message_is_empty_and_ended_as_by_the_providers_classifiers()
    {
        Policy block = Given.Policy(("employee", "any", "Block"));
        Assert.Equal(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\"," + Usage + ",\"content\":[],\"stop_reason\":\"refusal\",\"stop_sequence\":null}",
            Answered(block, Frame.Replace("#", """{"type":"text","text":"EMP-123456"}""")));
    }

    [Fact]
    public void An_error_that_is_blocked_becomes_a_refusal()
    {
        Policy block = Given.Policy(("employee", "any", "Block"));
        BodyVerdict verdict = Inspector.InspectResponse(MessageStream.Exchange(block), Encoding.UTF8.GetBytes("""{"type":"error","error":{"type":"api_error","message":"EMP-123456"}}"""), Given.Limits);
        Assert.Equal("content_filter", verdict.Refusal?.Code);
    }

    [Fact]
    public void Batch_results_are_guarded_line_by_line()
    {
        string good = Succeeded(Frame.Replace("#", """{"type":"text","text":"EMP-123456"}""")) + "\n";
        string bad = """{"custom_id":"b\"2","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"Bluebird"}}}}""" + "\n";
        Assert.Equal((good + bad).Replace("EMP-123456", "[REDACTED:employee]"), Lines(Redact, good + bad));
        Policy block = Given.Policy(("codename", "any", "Block"));
        string[] lines = Lines(block, good + bad + good).Split('\n');
        Assert.Equal(good, lines[0] + "\n");
        using JsonDocument last = JsonDocument.Parse(lines[1]);
        Assert.Equal("b\"2", last.RootElement.GetProperty("custom_id").GetString());
        Assert.Equal("errored", last.RootElement.GetProperty("result").GetProperty("type").GetString());
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public void A_text_completion_is_guarded_whole_and_streamed()
    {
        Exchange exchange = MessageStream.Exchange(Redact, "/v1/complete");
        const string Whole = """{"type":"completion","id":"compl_1","completion":" EMP-123456","stop_reason":"stop_sequence","model":"claude-2"}""";
        Assert.Equal(Whole.Replace("EMP-123456", "[REDACTED:employee]"), Given.Answered(Redact, Whole, exchange));
        Assert.Equal("claude-2", exchange.ResponseModel);
        string stream = Piece(" EMP-12", "null") + Piece("3456", "null") + Piece("", "\"stop_sequence\"");
        Assert.Equal(Piece(" ", "null") + Piece("", "null") + Piece("[REDACTED:employee]", "\"stop_sequence\""), Given.Streamed(Redact, stream, MessageStream.Exchange(Redact, "/v1/complete")));
        Policy block = Given.Policy(("employee", "any", "Block"));
        Assert.Equal(Whole.Replace(" EMP-123456", "").Replace("stop_sequence", "refusal"), Given.Answered(block, Whole, MessageStream.Exchange(block, "/v1/complete")));
        Assert.EndsWith("\"completion\":\"\",\"stop_reason\":\"refusal\"}\n\n", Given.Streamed(block, stream, MessageStream.Exchange(block, "/v1/complete")), StringComparison.Ordinal);
    }

    private static string Succeeded(string message) => "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":" + message + "}}";

    private static string Piece(string text, string stop) =>
        $$"""event: completion{{"\n"}}data: {"type":"completion","id":"compl_1","completion":"{{text}}","stop_reason":{{stop}},"model":"claude-2"}{{"\n\n"}}""";

    private static string Answered(Policy policy, string body) => Given.Answered(policy, body, MessageStream.Exchange(policy));

    private static Exchange Results(Policy policy) => MessageStream.Exchange(policy, "/v1/messages/batches/msgbatch_1/results", "GET");

    private static string Lines(Policy policy, string lines)
    {
        using var guard = Inspector.OpenStream(Results(policy), "application/x-jsonl", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Push(Encoding.UTF8.GetBytes(lines), output);
        guard.Complete(output);
        return Encoding.UTF8.GetString(output.Span);
    }
}
