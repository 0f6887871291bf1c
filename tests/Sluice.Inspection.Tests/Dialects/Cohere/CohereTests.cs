using System.Text.Json;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Tests.Dialects.Cohere;

public sealed class CohereTests
{
    private static readonly Wire Chat = new("cohere", "/v2/chat");

    [Theory]
    [InlineData("POST", "/v2/chat", "chat")]
    [InlineData("POST", "/v2/embed", "embed")]
    [InlineData("POST", "/v2/rerank", "rerank")]
    [InlineData("GET", "/v1/models", "opaque")]
    [InlineData("GET", "/v1/models/command-a", "opaque")]
    [InlineData("POST", "/v1/chat", "unknown")]
    [InlineData("POST", "/v1/embed", "unknown")]
    [InlineData("GET", "/v2/chat", "unknown")]
    public void Paths_say_the_endpoint(string method, string path, string endpoint) =>
        Assert.Equal(endpoint, DialectCatalog.All["cohere"].Resolve(method, path).Endpoint.Name);

    [Theory]
    [InlineData("text")]
    [InlineData("thinking")]
    [InlineData("tool_plan")]
    [InlineData("arguments")]
    public void A_card_cut_over_two_events_at_every_position_is_redacted(string field)
    {
        string text = field == "arguments" ? $"{{\"to\":\"{Wire.Card}\",\"n\":[1,2.50]}}" : $"Pay with {Wire.Card}, please.";
        for (int at = 0; at <= text.Length; at++)
        {
            string stream = Start + Open(field) + Delta(field, text[..at]) + Delta(field, text[at..]) + Close(field) + End;
            string seen = Chat.Streamed(Wire.Cards, stream);
            Assert.Equal(text.Replace(Wire.Card, Wire.CardLabel), Gather(seen, field));
            Assert.Equal(Names(stream), Names(seen));
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("thinking")]
    [InlineData("tool_plan")]
    public void Text_held_to_the_end_joins_its_last_event_and_events_stay(string field)
    {
        string stream = Start + Open(field) + Delta(field, "See you ") + Delta(field, "jane") + Delta(field, " and joe") + Close(field) + End;
        string seen = Chat.Streamed(Wire.Holding, stream);
        Assert.Equal("See you jane and joe", Gather(seen, field));
        Assert.Equal(Names(stream), Names(seen));
        Assert.EndsWith(End, seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("thinking")]
    [InlineData("tool_plan")]
    [InlineData("arguments")]
    public void What_is_held_when_the_stream_breaks_off_or_nobody_closes_it_is_not_lost(string field)
    {
        string text = field == "arguments" ? "{\"a\":\"see you jane" : "see you jane";
        Assert.Equal(text, Gather(Chat.Streamed(Wire.Holding, Start + Open(field) + Delta(field, text)), field));
        Assert.Equal(text, Gather(Chat.Streamed(Wire.Holding, Start + Open(field) + Delta(field, text) + End), field));
        Assert.Equal(text, Gather(Chat.Streamed(Wire.Holding, Start + Open(field) + Delta(field, text) + Event("citation-start", "\"index\":0") + Event("citation-end", "\"index\":0") + Close(field) + End), field));
    }

    [Theory]
    [InlineData("arguments")]
    [InlineData("text")]
    public void A_plan_ends_where_something_else_opens(string next)
    {
        string stream = Start + Delta("tool_plan", "Ask ") + Delta("tool_plan", "jane") + Open(next) + Delta(next, "{}") + Close(next) + End;
        Assert.Equal(stream, Chat.Streamed(Wire.Holding, stream));
    }

    [Fact]
    public void The_bytes_of_a_stream_may_be_cut_anywhere()
    {
        string stream = Start + Open("text") + Delta("text", "Ask EMP-1") + Delta("text", "23456 now: é\"\\") + Close("text") + End;
        string whole = Chat.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now: é\"\\", Gather(whole, "text"));
        for (int length = 1; length < 40; length++)
            Assert.Equal(whole, Chat.Streamed(Wire.Employees, stream, length));
    }

    [Fact]
    public void Contents_and_calls_of_one_number_have_lanes_of_their_own()
    {
        string stream = Start + Open("text") + Delta("text", "EMP-12") + Open("arguments") + Delta("arguments", "{\"a\":\"EMP-65") + Delta("text", "3456 ") + Delta("arguments", "4321\"}")
            + Delta("text", "EMP-65", 1) + Close("text") + Delta("text", "4321", 1) + Close("text", 1) + Close("arguments") + End;
        string seen = Chat.Streamed(Wire.Employees, stream);
        Assert.Equal("[REDACTED:employee] [REDACTED:employee]", Gather(seen, "text"));
        Assert.Equal("{\"a\":\"[REDACTED:employee]\"}", Gather(seen, "arguments"));
    }

    [Fact]
    public void A_block_closes_what_is_open_and_ends_the_message_with_an_error()
    {
        string stream = Start + Open("arguments") + Delta("arguments", "{") + Open("text", 1) + Delta("text", "The plan is Blue", 1) + Delta("text", "bird and more", 1) + Delta("text", "behind", 1);
        Assert.Equal(
            Start + Open("arguments") + Delta("arguments", "{") + Open("text", 1) + Delta("text", "The plan is ", 1) + Close("text", 1) + Close("arguments")
            + "event: message-end\ndata: {\"type\":\"message-end\",\"id\":\"m1\",\"delta\":{\"error\":\"The answer was blocked by the content policy.\",\"finish_reason\":\"ERROR\"}}\n\n",
            Chat.Streamed(Wire.Blocking, stream));
    }

    [Fact]
    public void A_blocked_answer_keeps_its_usage_and_loses_its_words()
    {
        const string Body = """{"id":"m1","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"Bluebird"}]},"usage":{"tokens":{"input_tokens":3}}}""";
        Assert.Equal("""{"id":"m1","usage":{"tokens":{"input_tokens":3}},"message":{"role":"assistant","content":[]},"finish_reason":"ERROR"}""", Chat.Answered(Wire.Blocking, Body));
        Assert.Equal("content_filter", Inspector.InspectResponse(Chat.Exchange(Wire.Blocking), "{\"message\":\"Bluebird\"}"u8, Given.Limits).Refusal?.Code);
    }

    [Fact]
    public void Token_probabilities_do_not_give_back_what_was_taken_or_is_held()
    {
        string stream = Start + Open("text") + Probable("Ask ") + Probable("EMP-12") + Probable("3456 ") + Probable("now. ") + Close("text") + End;
        string seen = Chat.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now. ", Gather(seen, "text"));
        Assert.DoesNotContain("EMP", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("3456", seen, StringComparison.Ordinal);
        Assert.Contains("\"logprobs\":{\"text\":\"Ask \"", seen, StringComparison.Ordinal);
        Assert.Contains("\"logprobs\":{\"text\":\"now. \"", seen, StringComparison.Ordinal);
        const string Whole = """{"message":{"content":[{"type":"text","text":"EMP-123456"}]},"logprobs":[{"text":"EMP-12","token_ids":[1]},{"text":"3456","token_ids":[2]}]}""";
        Assert.Equal("""{"message":{"content":[{"type":"text","text":"[REDACTED:employee]"}]},"logprobs":[]}""", Chat.Answered(Wire.Employees, Whole));
    }

    [Fact]
    public void A_citation_comes_whole_and_is_guarded()
    {
        string stream = Start + Event("citation-start", "\"index\":0,\"delta\":{\"message\":{\"citations\":{\"start\":4111111111111111,\"text\":\"4111111111111111\"}}}");
        Assert.Equal(stream.Replace("\"4111111111111111\"", $"\"{Wire.CardLabel}\""), Chat.Streamed(Wire.Cards, stream));
    }

    [Fact]
    public void Errors_look_like_Coheres_and_those_of_the_upstream_pass()
    {
        Assert.Equal("{\"message\":\"No.\"}", Chat.Error(new Refusal(400, "content_filter", "No.")));
        string stream = Start + Event("message-end", "\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"internal EMP-12\"}") + "data: [DONE]\n\n";
        Assert.Equal(stream, Chat.Streamed(Wire.Employees, stream));
        string large = Start + "data: " + new string('x', 5 << 20);
        Assert.Contains("\"id\":\"m1\",\"delta\":{\"error\":\"The upstream sent an event beyond the gate's bound.\",\"finish_reason\":\"ERROR\"}", Chat.Streamed(Wire.Employees, large), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"usage\":{\"billed_units\":{\"input_tokens\":5,\"output_tokens\":7},\"tokens\":{\"input_tokens\":71.0,\"output_tokens\":418}}", 71, 418)]
    [InlineData("\"usage\":{\"tokens\":{\"input_tokens\":71,\"output_tokens\":418},\"billed_units\":{\"input_tokens\":5,\"output_tokens\":7}}", 71, 418)]
    [InlineData("\"usage\":{\"billed_units\":{\"input_tokens\":5,\"output_tokens\":7}}", 5, 7)]
    [InlineData("\"usage\":null", 0, 0)]
    public void Usage_is_read(string usage, long input, long output)
    {
        Exchange exchange = Chat.Exchange(Wire.Employees);
        Chat.Streamed(exchange, Start + Event("message-end", $"\"delta\":{{\"finish_reason\":\"COMPLETE\",{usage}}}"));
        Assert.Equal(new TokenUsage(input, output), exchange.Usage);
        exchange = Chat.Exchange(Wire.Employees);
        Given.Answered(Wire.Employees, $"{{\"finish_reason\":\"COMPLETE\",{usage}}}", exchange);
        Assert.Equal(new TokenUsage(input, output), exchange.Usage);
    }

    [Theory]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"system\"}]}", "system")]
    [InlineData("{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"X\"}],\"role\":\"user\"}]}", "user")]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"assistant\"}]}", "assistant")]
    [InlineData("{\"messages\":[{\"tool_plan\":\"X\",\"role\":\"assistant\"}]}", "reasoning")]
    [InlineData("{\"messages\":[{\"content\":[{\"thinking\":\"X\"}],\"role\":\"assistant\"}]}", "reasoning")]
    [InlineData("{\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\\\":\\\"X\\\"}\"}}],\"role\":\"assistant\"}]}", "tool-call")]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"tool\"}]}", "tool-result")]
    [InlineData("{\"messages\":[{\"content\":[{\"document\":{\"data\":\"X\"}}],\"role\":\"tool\"}]}", "document")]
    [InlineData("{\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"X\"}}],\"role\":\"user\"}]}", "document")]
    [InlineData("{\"documents\":[{\"data\":{\"snippet\":\"X\"}}]}", "document")]
    [InlineData("{\"tools\":[{\"function\":{\"description\":\"X\"}}]}", "system")]
    public void Texts_of_a_request_are_whose_words_they_are(string body, string scope) =>
        Assert.Equal(body.Replace("X", "[REDACTED:employee]"), Chat.Forwarded(Given.Policy(("employee", scope, "Redact")), body.Replace("X", "EMP-123456")));

    [Fact]
    public void Model_and_stream_are_read()
    {
        Exchange exchange = Chat.Exchange(Wire.Cards);
        Given.Forwarded(Wire.Cards, "{\"stream\":true,\"model\":\"command-a\",\"seed\":4111111111111111}", exchange);
        Assert.Equal(("command-a", true), (exchange.Model, exchange.Streaming));
    }

    private static string Start => Event("message-start", "\"id\":\"m1\",\"delta\":{\"message\":{\"role\":\"assistant\"}}");

    private static string End => Event("message-end", "\"delta\":{\"finish_reason\":\"COMPLETE\"}");

    private static string Event(string type, string members) => $"event: {type}\ndata: {{\"type\":\"{type}\",{members}}}\n\n";

    private static string Open(string field, int index = 0) => field switch
    {
        "tool_plan" => "",
        "arguments" => Event("tool-call-start", $"\"index\":{index},\"delta\":{{\"message\":{{\"tool_calls\":{{\"id\":\"c\",\"type\":\"function\",\"function\":{{\"name\":\"f\",\"arguments\":\"\"}}}}}}}}"),
        _ => Event("content-start", $"\"index\":{index},\"delta\":{{\"message\":{{\"content\":{{\"type\":\"{field}\",\"{field}\":\"\"}}}}}}"),
    };

    private static string Delta(string field, string text, int index = 0) => field switch
    {
        "tool_plan" => Event("tool-plan-delta", $"\"delta\":{{\"message\":{{\"tool_plan\":{JsonSerializer.Serialize(text)}}}}}"),
        "arguments" => Event("tool-call-delta", $"\"index\":{index},\"delta\":{{\"message\":{{\"tool_calls\":{{\"function\":{{\"arguments\":{JsonSerializer.Serialize(text)}}}}}}}}}"),
        _ => Event("content-delta", $"\"index\":{index},\"delta\":{{\"message\":{{\"content\":{{\"{field}\":{JsonSerializer.Serialize(text)}}}}}}}"),
    };

    private static string Probable(string text) => Delta("text", text).Replace("}\n\n", $",\"logprobs\":{{\"text\":{JsonSerializer.Serialize(text)},\"token_ids\":[7],\"logprobs\":[-0.1]}}}}\n\n");

    private static string Close(string field, int index = 0) => field == "tool_plan" ? "" : Event(field == "arguments" ? "tool-call-end" : "content-end", $"\"index\":{index}");

    private static List<string> Names(string stream) => [.. stream.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal))];

    private static string Gather(string stream, string field) => string.Concat(stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l =>
    {
        JsonElement data = JsonSerializer.Deserialize<JsonElement>(l[6..]);
        if (!data.TryGetProperty("delta", out JsonElement delta) || !delta.TryGetProperty("message", out JsonElement message))
            return "";
        string holder = field switch { "tool_plan" => "tool_plan", "arguments" => "tool_calls", _ => "content" };
        if (!message.TryGetProperty(holder, out JsonElement value))
            return "";
        if (field == "arguments")
            value = value.GetProperty("function").GetProperty("arguments");
        else if (field != "tool_plan" && !value.TryGetProperty(field, out value))
            return "";
        return value.GetString();
    }));
}
