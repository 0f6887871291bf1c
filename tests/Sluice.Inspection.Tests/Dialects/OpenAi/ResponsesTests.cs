using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class ResponsesTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("employee", "response", "Block"));

    [Theory]
    [InlineData("system", """{"instructions":"@"}""")]
    [InlineData("user", """{"input":"@"}""")]
    [InlineData("user", """{"input":[{"role":"user","content":"@"}]}""")]
    [InlineData("user", """{"input":[{"content":[{"text":"@","type":"input_text"}],"role":"user","type":"message"}]}""")]
    [InlineData("system", """{"input":[{"content":"@","role":"developer"}]}""")]
    [InlineData("system", """{"input":[{"role":"syst\u0065m","content":"@"}]}""")]
    [InlineData("assistant", """{"input":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"@"}]}]}""")]
    [InlineData("document", """{"input":[{"role":"user","content":[{"type":"input_image","image_url":"@"}]}]}""")]
    [InlineData("document", """{"input":[{"role":"user","content":[{"file_data":"@","type":"input_file"}]}]}""")]
    [InlineData("tool-call", """{"input":[{"type":"function_call","arguments":"{\"a\":\"@\"}"}]}""")]
    [InlineData("tool-call", """{"input":[{"type":"custom_tool_call","input":"@"}]}""")]
    [InlineData("tool-call", """{"input":[{"type":"shell_call","action":{"commands":["@"]}}]}""")]
    [InlineData("tool-result", """{"input":[{"type":"function_call_output","output":"@"}]}""")]
    [InlineData("tool-result", """{"input":[{"type":"function_call_output","output":[{"type":"input_text","text":"@"}]}]}""")]
    [InlineData("tool-result", """{"input":[{"type":"shell_call_output","output":[{"stdout":"@"}]}]}""")]
    [InlineData("tool-result", """{"input":[{"type":"mcp_call","output":"@"}]}""")]
    [InlineData("tool-result", """{"input":[{"type":"file_search_call","results":[{"text":"@"}]}]}""")]
    [InlineData("reasoning", """{"input":[{"type":"reasoning","summary":[{"type":"summary_text","text":"@"}]}]}""")]
    [InlineData("system", """{"input":[{"type":"mcp_list_tools","tools":[{"description":"@"}]}]}""")]
    [InlineData("system", """{"tools":[{"type":"function","description":"@"}]}""")]
    [InlineData("system", """{"text":{"format":{"schema":{"description":"@"}}}}""")]
    [InlineData("user", """{"prompt":{"id":"p","variables":{"name":"@"}}}""")]
    [InlineData("user", """{"prompt":{"variables":{"@":{"type":"input_text","text":"x"}}}}""")]
    [InlineData("user", """{"metadata":{"@":"x"}}""")]
    [InlineData("user", """{"brand_new":[{"a":"@"}]}""")]
    public void A_planted_value_is_found_in_the_scope_of_whose_words_it_is(string scope, string template)
    {
        Policy only = Given.Policy(("employee", scope, "Redact"));
        string body = template.Replace("@", "see EMP-123456.");
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), Given.Forwarded(only, body, Responses(only)));
    }

    [Fact]
    public void Signed_reasoning_in_a_request_is_flagged_and_left()
    {
        const string Body = """{"input":[{"type":"reasoning","summary":[{"type":"summary_text","text":"EMP-123456"}],"encrypted_content":"gAAAA"}]}""";
        Exchange exchange = Responses(Redact);
        Assert.Equal(Body, Given.Forwarded(Redact, Body, exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
    }

    [Fact]
    public void A_blocked_response_is_incomplete_for_content_filter_and_has_no_output()
    {
        const string Body = """{"id":"resp_1","object":"response","created_at":17,"status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"EMP-123456"}]}],"incomplete_details":null,"usage":{"input_tokens":3,"output_tokens":4}}""";
        using JsonDocument answer = JsonDocument.Parse(Given.Answered(Block, Body, Responses(Block)));
        JsonElement root = answer.RootElement;
        Assert.Equal(("resp_1", "incomplete", "content_filter"), (root.GetProperty("id").GetString(), root.GetProperty("status").GetString(), root.GetProperty("incomplete_details").GetProperty("reason").GetString()));
        Assert.Equal((0, 3), (root.GetProperty("output").GetArrayLength(), root.GetProperty("usage").GetProperty("input_tokens").GetInt32()));
    }

    [Fact]
    public void Usage_model_and_stream_are_read()
    {
        Exchange exchange = Responses(Redact);
        Given.Forwarded(Redact, """{"model":"gpt-x","stream":true,"input":"hi"}""", exchange);
        Given.Answered(Redact, """{"object":"response","model":"gpt-x-1","output":[],"usage":{"input_tokens":3,"output_tokens":4}}""", exchange);
        Assert.Equal(("gpt-x", true, "gpt-x-1", new TokenUsage(3, 4)), (exchange.Model, exchange.Streaming, exchange.ResponseModel, exchange.Usage));
    }

    [Fact]
    public void Token_probabilities_of_a_redacted_part_are_taken_out()
    {
        static string Entry(string t) => $"{{\"token\":\"{t}\",\"logprob\":-1,\"top_logprobs\":[]}}";
        string body = "{\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"logprobs\":[" + Entry("I am ") + "," + Entry("EMP-") + "," + Entry("123456") + "],\"text\":\"I am EMP-123456\"},"
            + "{\"type\":\"output_text\",\"text\":\"fine\",\"logprobs\":[" + Entry("fine") + "]}]}]}";
        string expected = body.Replace("," + Entry("EMP-") + "," + Entry("123456"), "").Replace("I am EMP-123456", "I am [REDACTED:employee]");
        Assert.Equal(expected, Given.Answered(Redact, body, Responses(Redact)));
    }

    [Theory]
    [InlineData("POST", "/v1/responses", "responses")]
    [InlineData("POST", "/openai/v1/responses/", "responses")]
    [InlineData("GET", "/v1/responses/resp_1", "responses")]
    [InlineData("DELETE", "/v1/responses/resp_1", "responses")]
    [InlineData("POST", "/v1/responses/resp_1/cancel", "responses")]
    [InlineData("GET", "/v1/responses/resp_1/input_items", "responses")]
    [InlineData("POST", "/v1/responses/input_tokens", "responses")]
    [InlineData("POST", "/v1/responses/compact", "responses")]
    [InlineData("POST", "/v1/conversations", "conversations")]
    [InlineData("POST", "/v1/conversations/conv_1/items", "conversations")]
    [InlineData("GET", "/v1/conversations/conv_1/items/msg_1", "conversations")]
    [InlineData("POST", "/v1/chat/completions", "chat completions")]
    [InlineData("GET", "/v1/chat/completions", "stored chat completions")]
    [InlineData("GET", "/v1/chat/completions/c_1", "stored chat completions")]
    [InlineData("GET", "/v1/chat/completions/c_1/messages", "stored chat completions")]
    [InlineData("GET", "/v1/models", "opaque")]
    [InlineData("HEAD", "/v1/models/gpt-x", "opaque")]
    [InlineData("DELETE", "/v1/models/gpt-x", "unknown")]
    [InlineData("PUT", "/v1/responses", "unknown")]
    [InlineData("POST", "/v1/brand_new", "unknown")]
    [InlineData("POST", "/", "unknown")]
    public void Methods_and_paths_name_endpoints(string method, string path, string endpoint) =>
        Assert.Equal(endpoint, DialectCatalog.All["openai"].Resolve(method, path).Endpoint.Name);

    private static Exchange Responses(Policy policy) => Given.Exchange(policy, "/v1/responses");
}
