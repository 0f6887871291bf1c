using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Mistral;

public sealed class MistralTests
{
    private static readonly Wire Chat = new("mistral", "/v1/chat/completions");

    [Theory]
    [InlineData("POST", "/v1/chat/completions", "chat completions")]
    [InlineData("POST", "/v1/agents/completions", "agents completions")]
    [InlineData("POST", "/v1/fim/completions", "fim completions")]
    [InlineData("POST", "/v1/embeddings", "embeddings")]
    [InlineData("POST", "/v1/moderations", "moderations")]
    [InlineData("POST", "/v1/chat/moderations", "moderations")]
    [InlineData("POST", "/v1/chat/classifications", "classifications")]
    [InlineData("POST", "/v1/ocr", "ocr")]
    [InlineData("GET", "/v1/models", "opaque")]
    [InlineData("GET", "/v1/models/mistral-large", "opaque")]
    [InlineData("POST", "/v1/conversations", "unknown")]
    [InlineData("POST", "/v1/agents", "unknown")]
    [InlineData("GET", "/v1/agents/completions", "unknown")]
    public void Paths_say_the_endpoint(string method, string path, string endpoint) =>
        Assert.Equal(endpoint, DialectCatalog.All["mistral"].Resolve(method, path).Endpoint.Name);

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/agents/completions")]
    [InlineData("/v1/fim/completions")]
    public void A_card_cut_over_two_events_at_every_position_is_redacted(string path)
    {
        Wire wire = new("mistral", path);
        string text = $"Pay with {Wire.Card}, please.";
        for (int at = 0; at <= text.Length; at++)
        {
            string seen = wire.Streamed(Wire.Cards, ChatStream.Of([text[..at], text[at..]]));
            Assert.Equal($"Pay with {Wire.CardLabel}, please.", ChatStream.Gather(seen)["0.content"]);
            seen = wire.Streamed(Wire.Cards, Thought(text[..at]) + Thought(text[at..]) + Chunk("[{\"type\":\"text\",\"text\":\"fine\"}]") + ChatStream.Finish() + ChatStream.Done);
            Assert.Equal($"Pay with {Wire.CardLabel}, please.", Thoughts(seen));
        }
    }

    [Fact]
    public void Arguments_that_come_whole_or_in_pieces_are_guarded()
    {
        string whole = ChatStream.Arguments($"{{\"card\":\"{Wire.Card}\",\"n\":4111111111111111}}") + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done;
        string seen = ChatStream.Gather(Chat.Streamed(Wire.Cards, whole))["0.tool0"];
        Assert.Equal($"{{\"card\":\"{Wire.CardLabel}\",\"n\":\"{Wire.CardLabel}\"}}", seen);
        string pieces = ChatStream.Arguments("{\"card\":\"4111 1111") + ChatStream.Arguments(" 1111 1111\"}") + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done;
        Assert.Equal($"{{\"card\":\"{Wire.CardLabel}\"}}", ChatStream.Gather(Chat.Streamed(Wire.Cards, pieces))["0.tool0"]);
    }

    [Fact]
    public void A_piece_of_arguments_of_the_gates_own_has_a_name_as_Mistrals_clients_insist_and_OpenAIs_has_none()
    {
        string stream = ChatStream.Arguments("{\"to\":\"see jane") + ChatStream.Content("hm ") + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done;
        string seen = Chat.Streamed(Wire.Holding, stream);
        Assert.Contains("\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"\",\"arguments\":\"jane", seen, StringComparison.Ordinal);
        Assert.StartsWith("{\"to\":\"see jane", ChatStream.Gather(seen)["0.tool0"], StringComparison.Ordinal);
        Assert.Contains("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"jane", new Wire("openai", "/v1/chat/completions").Streamed(Wire.Holding, stream), StringComparison.Ordinal);
    }

    [Fact]
    public void Thoughts_are_reasoning_and_texts_beside_them_are_not()
    {
        string stream = Thought("EMP-123456 ") + Chunk("[{\"type\":\"text\",\"text\":\"EMP-123456 \"}]") + ChatStream.Finish() + ChatStream.Done;
        string seen = Chat.Streamed(Given.Policy(("employee", "reasoning", "Redact")), stream);
        Assert.Equal("[REDACTED:employee] ", Thoughts(seen));
        Assert.Contains("\"type\":\"text\",\"text\":\"EMP-123456 \"}]}", seen, StringComparison.Ordinal);
        const string Body = """{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"EMP-123456"}]},{"type":"document_url","document_url":"EMP-123456"}]}]}""";
        string forwarded = Chat.Forwarded(Given.Policy(("employee", "reasoning", "Redact")), Body);
        Assert.Equal(Body.Replace("\"text\":\"EMP-123456\"", "\"text\":\"[REDACTED:employee]\""), forwarded);
    }

    [Fact]
    public void Text_held_to_the_end_leaves_in_the_finishing_chunk_and_events_stay()
    {
        string stream = ChatStream.Content("see you ") + ChatStream.Content("jane") + ChatStream.Chunk("{\"content\":\"\"}", "\"stop\"") + ChatStream.Done;
        string seen = Chat.Streamed(Wire.Holding, stream);
        Assert.Equal(("see you jane", 4), (ChatStream.Gather(seen)["0.content"], seen.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public void A_thought_that_is_held_is_not_lost_and_stays_one()
    {
        Assert.Equal("ask jane", Thoughts(Chat.Streamed(Wire.Holding, Thought("ask jane"))));
        Assert.Equal("ask jane", Thoughts(Chat.Streamed(Wire.Holding, Thought("ask jane") + ChatStream.Content("fine ") + ChatStream.Finish() + ChatStream.Done)));
    }

    [Fact]
    public void Signed_thoughts_are_never_rewritten()
    {
        const string Signed = "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"EMP-123456\"}],\"signature\":\"c2ln\"}]";
        Assert.Equal(Chunk(Signed), Chat.Streamed(Wire.Employees, Chunk(Signed)));
        string body = $"{{\"messages\":[{{\"role\":\"assistant\",\"content\":{Signed}}}]}}";
        Assert.Equal(body, Chat.Forwarded(Wire.Employees, body));
    }

    [Fact]
    public void A_block_ends_the_choices_and_the_stream()
    {
        string seen = Chat.Streamed(Wire.Blocking, ChatStream.Content("The plan is Blue") + ChatStream.Content("bird and more") + ChatStream.Content("behind"));
        Assert.Equal(ChatStream.Content("The plan is ") + ChatStream.Chunk("{}", "\"content_filter\"") + ChatStream.Done, seen);
        Assert.Contains("\"finish_reason\":\"content_filter\"", Chat.Answered(Wire.Blocking, """{"choices":[{"index":0,"message":{"content":"Bluebird"}}]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_look_like_Mistrals_whole_and_in_a_stream()
    {
        const string Error = "{\"object\":\"error\",\"message\":\"No.\",\"type\":\"rate_limited\",\"param\":null,\"code\":\"too_many\"}";
        Assert.Equal(Error, Chat.Error(new Refusal(429, "too_many", "No.")));
        using Sluice.Inspection.Streaming.StreamGuard guard = Inspector.OpenStream(Chat.Exchange(Wire.Employees), "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        guard.Fail(new Refusal(429, "too_many", "No."), output);
        Assert.Equal($"data: {Error}\n\ndata: [DONE]\n\n", System.Text.Encoding.UTF8.GetString(output.Span));
        const string Passed = "data: {\"object\":\"error\",\"message\":\"Service unavailable.\",\"type\":\"internal_server_error\",\"code\":\"1100\"}\n\n";
        Assert.Equal(Passed, Chat.Streamed(Wire.Holding, Passed));
    }

    [Fact]
    public void Scores_and_places_are_no_texts_and_usage_is_read()
    {
        Wire embeddings = new("mistral", "/v1/embeddings");
        Exchange exchange = embeddings.Exchange(Wire.Cards);
        const string Body = """{"data":[{"embedding":[4111111111111111]}],"model":"mistral-embed","usage":{"prompt_tokens":15,"completion_tokens":2}}""";
        Assert.Equal(Body, Given.Answered(Wire.Cards, Body, exchange));
        Assert.Equal((new TokenUsage(15, 2), "mistral-embed"), (exchange.Usage, exchange.ResponseModel));
    }

    [Fact]
    public void The_pages_of_a_document_are_guarded()
    {
        Wire ocr = new("mistral", "/v1/ocr");
        Assert.Equal($"{{\"pages\":[{{\"markdown\":\"card {Wire.CardLabel}\"}}]}}", ocr.Answered(Wire.Cards, $"{{\"pages\":[{{\"markdown\":\"card {Wire.Card}\"}}]}}"));
        Assert.Equal($"{{\"document\":{{\"document_url\":\"{Wire.CardLabel}\"}}}}", ocr.Forwarded(Given.Policy(("pii/payment-card", "document", "Redact")), $"{{\"document\":{{\"document_url\":\"{Wire.Card}\"}}}}"));
    }

    private static string Chunk(string content) => ChatStream.Chunk($"{{\"content\":{content}}}");

    private static string Thought(string text) => Chunk($"[{{\"type\":\"thinking\",\"thinking\":[{{\"type\":\"text\",\"text\":{JsonSerializer.Serialize(text)}}}]}}]");

    private static string Thoughts(string stream) => string.Concat(stream.Split("\n\n").Where(e => e.StartsWith("data: {", StringComparison.Ordinal)).Select(e =>
    {
        JsonElement delta = JsonSerializer.Deserialize<JsonElement>(e[6..]).GetProperty("choices")[0].GetProperty("delta");
        if (!delta.TryGetProperty("content", out JsonElement content) || content.ValueKind != JsonValueKind.Array || !content[0].TryGetProperty("thinking", out JsonElement thinking))
            return "";
        return thinking[0].GetProperty("text").GetString();
    }));
}
