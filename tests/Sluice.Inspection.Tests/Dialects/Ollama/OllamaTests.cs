using System.Text.Json;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Tests.Dialects.Ollama;

public sealed class OllamaTests
{
    private const string Envelope = "\"model\":\"m\",\"created_at\":\"2025-10-23T14:29:27Z\"";

    private static readonly Wire Chat = new("ollama", "/api/chat", "application/x-ndjson");
    private static readonly Wire Generate = new("ollama", "/api/generate", "application/x-ndjson");

    [Theory]
    [InlineData("POST", "/api/chat", "chat")]
    [InlineData("POST", "/api/generate", "generate")]
    [InlineData("POST", "/api/embed", "embed")]
    [InlineData("POST", "/api/embeddings", "embeddings")]
    [InlineData("GET", "/api/tags", "opaque")]
    [InlineData("GET", "/api/version", "opaque")]
    [InlineData("GET", "/api/ps", "opaque")]
    [InlineData("HEAD", "/", "opaque")]
    [InlineData("POST", "/api/show", "unknown")]
    [InlineData("POST", "/api/create", "unknown")]
    [InlineData("DELETE", "/api/delete", "unknown")]
    [InlineData("GET", "/api/chat", "unknown")]
    public void Paths_say_the_endpoint(string method, string path, string endpoint) =>
        Assert.Equal(endpoint, DialectCatalog.All["ollama"].Resolve(method, path).Endpoint.Name);

    [Fact]
    public void A_card_cut_over_two_lines_at_every_position_is_redacted()
    {
        string text = $"Pay with {Wire.Card}, please.";
        for (int at = 0; at <= text.Length; at++)
        {
            string seen = Chat.Streamed(Wire.Cards, Message("content", text[..at]) + Message("thinking", text[..at]) + Message("content", text[at..]) + Message("thinking", text[at..]) + ChatDone());
            Assert.Equal(($"Pay with {Wire.CardLabel}, please.", $"Pay with {Wire.CardLabel}, please.", 5), (Gather(seen, "content"), Gather(seen, "thinking"), Lines(seen).Count));
            seen = Generate.Streamed(Wire.Cards, Line("response", text[..at]) + Line("response", text[at..]) + GenerateDone());
            Assert.Equal(($"Pay with {Wire.CardLabel}, please.", 3), (Gather(seen, "response"), Lines(seen).Count));
        }
    }

    [Fact]
    public void The_bytes_of_a_stream_may_be_cut_anywhere()
    {
        string stream = Message("content", "Ask EMP-1") + Message("content", "23456 now: é\"\\") + ChatDone();
        string whole = Chat.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now: é\"\\", Gather(whole, "content"));
        for (int length = 1; length < 40; length++)
            Assert.Equal(whole, Chat.Streamed(Wire.Employees, stream, length));
    }

    [Theory]
    [InlineData("{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n")]
    [InlineData("{\"done\":true,\"message\":{}}\n")]
    [InlineData("{\"done\":true,\"message\":{\"role\":\"assistant\"}}\n")]
    public void Text_held_to_the_end_leaves_in_the_last_line_and_lines_stay(string last)
    {
        string seen = Chat.Streamed(Wire.Holding, Message("thinking", "ask jane") + Message("content", "see you ") + Message("content", "joe") + last);
        Assert.Equal(("ask jane", "see you joe", 4), (Gather(seen, "thinking"), Gather(seen, "content"), Lines(seen).Count));
        Assert.True(Lines(seen)[^1].GetProperty("done").GetBoolean());
        seen = Generate.Streamed(Wire.Holding, Line("thinking", "ask jane") + Line("response", "see you ") + Line("response", "joe") + last);
        Assert.Equal(("ask jane", "see you joe", 4), (Gather(seen, "thinking"), Gather(seen, "response"), Lines(seen).Count));
    }

    [Fact]
    public void What_is_held_when_the_stream_breaks_off_leaves_in_a_line_of_its_own()
    {
        Assert.Equal(Message("content", "see you ") + Message("content", "jane"), Chat.Streamed(Wire.Holding, Message("content", "see you jane")));
        Assert.Equal(Line("response", "see you ") + Line("response", "jane"), Generate.Streamed(Wire.Holding, Line("response", "see you jane")));
        string thought = Chat.Streamed(Wire.Holding, Message("thinking", "see you jane"));
        Assert.Equal(("see you jane", ""), (Gather(thought, "thinking"), Gather(thought, "content")));
    }

    [Fact]
    public void A_block_ends_the_stream_with_a_last_line_that_says_why()
    {
        Assert.Equal(
            Message("content", "The plan is ") + "{" + Envelope + ",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\"content_filter\",\"done\":true}\n",
            Chat.Streamed(Wire.Blocking, Message("content", "The plan is Blue") + Message("content", "bird and more") + Message("content", "behind") + ChatDone()));
        Assert.Equal(
            Line("response", "The plan is ") + "{" + Envelope + ",\"response\":\"\",\"done_reason\":\"content_filter\",\"done\":true}\n",
            Generate.Streamed(Wire.Blocking, Line("response", "The plan is Blue") + Line("response", "bird and more") + GenerateDone()));
        Assert.Equal("content_filter", Lines(Chat.Streamed(Wire.Blocking, Message("content", "Bluebird flies")))[0].GetProperty("done_reason").GetString());
    }

    [Fact]
    public void A_blocked_answer_keeps_its_counts_and_loses_its_words()
    {
        string body = "{" + Envelope + ",\"message\":{\"role\":\"assistant\",\"content\":\"Bluebird\"},\"done\":true,\"done_reason\":\"stop\",\"eval_count\":7}";
        Assert.Equal("{" + Envelope + ",\"eval_count\":7,\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\"content_filter\",\"done\":true}", Chat.Answered(Wire.Blocking, body));
        body = "{" + Envelope + ",\"response\":\"Bluebird\",\"done\":true}";
        Assert.Equal("{" + Envelope + ",\"response\":\"\",\"done_reason\":\"content_filter\",\"done\":true}", Generate.Answered(Wire.Blocking, body));
        Assert.Equal("content_filter", Inspector.InspectResponse(Chat.Exchange(Wire.Blocking), "{\"error\":\"Bluebird\"}"u8, Given.Limits).Refusal?.Code);
    }

    [Fact]
    public void Tool_arguments_are_objects_whose_every_leaf_is_guarded()
    {
        const string Call = "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":[\"4111 1111 1111 1111\"],\"4111111111111111\":4111111111111111}}}]},\"done\":false}\n";
        string seen = Chat.Streamed(Wire.Cards, Call);
        Assert.DoesNotContain("1111", seen, StringComparison.Ordinal);
        Assert.Equal(3, seen.Split(Wire.CardLabel).Length - 1);
        Assert.DoesNotContain("1111", Chat.Answered(Wire.Cards, Call), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_probabilities_do_not_give_back_what_was_taken_or_is_held()
    {
        string stream = Probable("Ask") + Probable(" EMP-12") + Probable("3456") + Probable(" now") + Probable(" then") + ChatDone();
        string seen = Chat.Streamed(Wire.Employees, stream);
        Assert.Equal("Ask [REDACTED:employee] now then", Gather(seen, "content"));
        Assert.DoesNotContain("EMP", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("3456", seen, StringComparison.Ordinal);
        Assert.Contains("\"token\":\"Ask\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"token\":\" then\"", seen, StringComparison.Ordinal);
        Assert.Equal(Probable("Ask") + ChatDone(), Chat.Streamed(Wire.Employees, Probable("Ask") + ChatDone()));
    }

    [Fact]
    public void Token_probabilities_that_come_before_the_call_they_make_do_not_spell_its_arguments()
    {
        string stream = string.Concat(new[] { "id: ", "EMP-", "987", "654", ". ", " " }.Select(t => Probable(t).Replace($"\"content\":{JsonSerializer.Serialize(t)}", "\"content\":\"\"")));
        string seen = Chat.Streamed(Wire.Employees, stream + ChatDone());
        Assert.DoesNotContain("EMP", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("987", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("654", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("REDACTED", seen, StringComparison.Ordinal);
        string whole = Chat.Answered(Wire.Employees, "{\"message\":{\"content\":\"\"},\"logprobs\":[{\"token\":\"EMP-123\"},{\"token\":\"456\"}]}");
        Assert.Equal("{\"message\":{\"content\":\"\"},\"logprobs\":[]}", whole);
    }

    [Fact]
    public void Errors_look_like_Ollamas_and_those_of_the_upstream_pass()
    {
        Assert.Equal("{\"error\":\"No.\"}", Chat.Error(new Refusal(400, "content_filter", "No.")));
        string stream = Message("content", "Hi ") + "{\"error\":\"model runner has stopped\"}\n";
        Assert.Equal(stream, Chat.Streamed(Wire.Holding, stream));
        Assert.Equal("{\"error\":\"bad [REDACTED:employee]\"}", Chat.Answered(Wire.Employees, "{\"error\":\"bad EMP-123456\"}"));
    }

    [Fact]
    public void Usage_model_and_stream_are_read()
    {
        Exchange exchange = Chat.Exchange(Wire.Employees);
        Given.Forwarded(Wire.Employees, "{\"model\":\"m\"}", exchange);
        Assert.Equal(("m", true), (exchange.Model, exchange.Streaming));
        Given.Forwarded(Wire.Employees, "{\"model\":\"m\",\"stream\":false}", exchange);
        Assert.False(exchange.Streaming);
        Chat.Streamed(exchange, Message("content", "x") + ChatDone());
        Assert.Equal((new TokenUsage(26, 282), "m"), (exchange.Usage, exchange.ResponseModel));
    }

    [Fact]
    public void Numbers_of_tokens_and_settings_are_no_texts()
    {
        const string Body = "{\"model\":\"m\",\"prompt\":\"x\",\"context\":[4111111111111111],\"options\":{\"seed\":4111111111111111}}";
        Assert.Equal(Body, Generate.Forwarded(Wire.Cards, Body));
        Assert.Equal("{\"context\":[4111111111111111],\"total_duration\":4111111111111111}", Generate.Answered(Wire.Cards, "{\"context\":[4111111111111111],\"total_duration\":4111111111111111}"));
    }

    [Theory]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"system\"}]}", "system")]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"user\"}]}", "user")]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"assistant\"}]}", "assistant")]
    [InlineData("{\"messages\":[{\"content\":\"X\",\"role\":\"tool\"}]}", "tool-result")]
    [InlineData("{\"messages\":[{\"thinking\":\"X\",\"role\":\"assistant\"}]}", "reasoning")]
    [InlineData("{\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":{\"a\":\"X\"}}}],\"role\":\"assistant\"}]}", "tool-call")]
    [InlineData("{\"messages\":[{\"images\":[\"X\"],\"role\":\"user\"}]}", "document")]
    [InlineData("{\"system\":\"X\"}", "system")]
    [InlineData("{\"format\":{\"description\":\"X\"}}", "system")]
    [InlineData("{\"prompt\":\"X\"}", "user")]
    [InlineData("{\"suffix\":\"X\"}", "user")]
    public void Texts_of_a_request_are_whose_words_they_are(string body, string scope) =>
        Assert.Equal(body.Replace("X", "[REDACTED:employee]"), Chat.Forwarded(Given.Policy(("employee", scope, "Redact")), body.Replace("X", "EMP-123456")));

    private static string Message(string field, string text) => field == "content"
        ? $"{{{Envelope},\"message\":{{\"role\":\"assistant\",\"content\":{JsonSerializer.Serialize(text)}}},\"done\":false}}\n"
        : $"{{{Envelope},\"message\":{{\"role\":\"assistant\",\"content\":\"\",\"{field}\":{JsonSerializer.Serialize(text)}}},\"done\":false}}\n";

    private static string Line(string field, string text) => $"{{{Envelope},\"{field}\":{JsonSerializer.Serialize(text)},\"done\":false}}\n";

    private static string ChatDone() => $"{{{Envelope},\"message\":{{\"role\":\"assistant\",\"content\":\"\"}},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":282}}\n";

    private static string GenerateDone() => $"{{{Envelope},\"response\":\"\",\"done\":true,\"done_reason\":\"stop\",\"context\":[1,2]}}\n";

    private static string Probable(string token)
    {
        string entry = $"\"token\":{JsonSerializer.Serialize(token)},\"logprob\":-0.1,\"bytes\":[{string.Join(',', token.Select(c => (int)c))}]";
        return Message("content", token).Replace(",\"done\"", $",\"logprobs\":[{{{entry},\"top_logprobs\":[{{{entry}}}]}}],\"done\"");
    }

    private static List<JsonElement> Lines(string stream) => [.. stream.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];

    private static string Gather(string stream, string field) => string.Concat(Lines(stream).Select(l =>
        (l.TryGetProperty(field, out JsonElement top) || (l.TryGetProperty("message", out JsonElement message) && message.TryGetProperty(field, out top))) ? top.GetString() : ""));
}
