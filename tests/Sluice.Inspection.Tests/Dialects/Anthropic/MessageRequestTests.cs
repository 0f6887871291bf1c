using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Anthropic;

public sealed class MessageRequestTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    /// <summary>Where a text can stand, and whose words it is.</summary>
    public static TheoryData<string, ContentScope> Places => new()
    {
        { """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"@"}]}""", ContentScope.User },
        { """{"messages":[{"content":"@","role":"assistant"}]}""", ContentScope.Assistant },
        { """{"messages":[{"content":[{"text":"@","type":"text"}],"role":"system"}]}""", ContentScope.System },
        { """{"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"@","cache_control":{"type":"ephemeral"}}]}]}""", ContentScope.User },
        { """{"messages":[{"role":"assistant","content":[{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"@","document_index":0,"start_char_index":1}]}]}]}""", ContentScope.Assistant },
        { """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"a":{"b":[1,"@"]}}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"@":1}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"@","input":{}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"assistant","content":[{"type":"server_tool_use","id":"t","name":"web_search","input":{"query":"@"}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"assistant","content":[{"type":"mcp_tool_use","id":"t","name":"f","server_name":"s","input":{"x":"@"}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"@"}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"user","content":[{"content":[{"type":"text","text":"@"}],"tool_use_id":"t","type":"tool_result"}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"assistant","content":[{"type":"web_search_tool_result","tool_use_id":"t","content":[{"type":"web_search_result","title":"@","url":"u","encrypted_content":"x"}]}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"assistant","content":[{"type":"mcp_tool_result","tool_use_id":"t","content":[{"type":"text","text":"@"}]}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"assistant","content":[{"type":"bash_code_execution_tool_result","tool_use_id":"t","content":{"type":"bash_code_execution_result","stdout":"@","return_code":0}}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"document","title":"@","source":{"type":"text","media_type":"text/plain","data":"x"}}]}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"@"},"title":"t"}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"document","context":"@","source":{"type":"url","url":"u"}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"content","content":[{"type":"text","text":"@"}]}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"@"}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x.example/@"}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"@"}]}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"type":"something_new","deep":{"er":["@"]}}]}]}""", ContentScope.User },
        { """{"messages":[{"role":"user","content":"x","new_field":"@"}]}""", ContentScope.User },
        { """{"messages":["@"]}""", ContentScope.User },
        { """{"messages":"@"}""", ContentScope.User },
        { """{"messages":[],"system":"@"}""", ContentScope.System },
        { """{"messages":[],"system":[{"type":"text","text":"a"},{"type":"text","text":"@","cache_control":{"type":"ephemeral"}}]}""", ContentScope.System },
        { """{"messages":[],"tools":[{"name":"f","description":"@","input_schema":{"type":"object"}}]}""", ContentScope.System },
        { """{"messages":[],"tools":[{"name":"@","input_schema":{"type":"object"}}]}""", ContentScope.System },
        { """{"messages":[],"tools":[{"name":"f","input_schema":{"type":"object","properties":{"x":{"description":"@"}}}}]}""", ContentScope.System },
        { """{"messages":[],"output_config":{"format":{"type":"json_schema","schema":{"description":"@"}}}}""", ContentScope.System },
        { """{"messages":[],"metadata":{"user_id":"@"}}""", ContentScope.User },
        { """{"messages":[],"stop_sequences":["@"]}""", ContentScope.User },
        { """{"messages":[],"tool_choice":{"type":"tool","name":"@"}}""", ContentScope.User },
        { """{"messages":[],"mcp_servers":[{"type":"url","url":"https://x.example/@"}]}""", ContentScope.User },
        { """{"messages":[],"unknown":{"list":[[["@"]]]}}""", ContentScope.User },
        { """{"model":"@","messages":[]}""", ContentScope.User },
        { """{"prompt":"@","max_tokens_to_sample":10}""", ContentScope.User },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_nothing_else_changes(string template, ContentScope scope)
    {
        string forwarded = Forwarded(Redact, template.Replace("@", "see EMP-123456."));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), forwarded);
        JsonDocument.Parse(forwarded).Dispose();
        string clean = template.Replace("@", "see nothing \\u00e9 \\/ here");
        Assert.Equal(clean, Forwarded(Redact, clean));
        foreach (ContentScope other in MessageStream.Exchange(Redact).Endpoint.RequestScopes)
        {
            Policy one = Given.Policy(("employee", Word(other), "Redact"));
            Assert.Equal(scope == other, Forwarded(one, template.Replace("@", "EMP-123456")).Contains("REDACTED", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Counting_and_batches_visit_the_same_places(string template, ContentScope scope)
    {
        Assert.Contains(scope, MessageStream.Exchange(Redact, "/v1/messages/count_tokens").Endpoint.RequestScopes);
        string planted = template.Replace("@", "EMP-123456");
        Assert.Equal(template.Replace("@", "[REDACTED:employee]"), Forwarded(Redact, planted, "/v1/messages/count_tokens"));
        string batch = $$"""{"requests":[{"custom_id":"a","params":{"messages":[]} },{"custom_id":"EMP-123456","params":{{planted}}}]}""";
        Assert.Equal(batch.Replace("EMP-123456", "[REDACTED:employee]"), Forwarded(Redact, batch, "/v1/messages/batches"));
    }

    [Theory]
    [InlineData("""{"type":"thinking","thinking":"EMP-123456","signature":"c2ln"}""")]
    [InlineData("""{"type":"thinking","thinking":"x","signature":"EMP-123456"}""")]
    [InlineData("""{"data":"EMP-123456","type":"redacted_thinking"}""")]
    [InlineData("""{"type":"web_search_tool_result","tool_use_id":"t","content":[{"type":"web_search_result","encrypted_content":"EMP-123456"}]}""")]
    [InlineData("""{"type":"text","text":"x","citations":[{"type":"web_search_result_location","encrypted_index":"EMP-123456"}]}""")]
    public void What_the_provider_signed_is_flagged_and_never_rewritten(string block)
    {
        string body = $$"""{"messages":[{"role":"assistant","content":[{{block}}]}]}""";
        Exchange exchange = MessageStream.Exchange(Redact);
        Assert.Equal(body, Given.Forwarded(Redact, body, exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        Policy blocks = Given.Policy(p => p.OnSigned = "Block", ("employee", "any", "Redact"));
        Assert.Equal("content_filter", Given.Refused(blocks, body, MessageStream.Exchange(blocks))?.Code);
    }

    [Fact]
    public void Only_a_redacted_thinking_blocks_data_is_signed()
    {
        Assert.Contains("REDACTED", Forwarded(Redact, """{"messages":[{"role":"user","content":[{"type":"text","text":"x","data":"EMP-123456"}]}]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_a_setting_and_no_text()
    {
        Policy cards = Given.Policy(("pii/payment-card", "any", "Redact"));
        const string Body = """{"messages":[],"max_tokens":4096,"thinking":{"type":"enabled","budget_tokens":4111111111111111},"top_k":4111111111111111}""";
        Assert.Equal(Body, Forwarded(cards, Body));
        Assert.NotEqual(Body, Forwarded(cards, Body.Replace("top_k", "top_x")));
    }

    [Fact]
    public void The_model_and_the_wish_for_a_stream_are_read()
    {
        Exchange exchange = MessageStream.Exchange(Redact);
        Given.Forwarded(Redact, """{"stream":true,"model":"claude-x","messages":[]}""", exchange);
        Assert.Equal(("claude-x", true), (exchange.Model, exchange.Streaming));
    }

    [Theory]
    [InlineData("/v1/messages", "[]")]
    [InlineData("/v1/messages/batches", "[]")]
    [InlineData("/v1/messages/batches", """{"requests":[{"params":[]}]}""")]
    [InlineData("/v1/messages", """{"messages":[],"messages":[]}""")]
    public void What_is_no_request_is_refused(string path, string body) =>
        Assert.Equal((400, "invalid_json"), (Given.Refused(Redact, body, MessageStream.Exchange(Redact, path))?.Status, Given.Refused(Redact, body, MessageStream.Exchange(Redact, path))?.Code));

    [Theory]
    [InlineData("POST", "/v1/messages", "messages")]
    [InlineData("POST", "/v1/messages/", "messages")]
    [InlineData("POST", "/v1/messages/count_tokens", "count tokens")]
    [InlineData("POST", "/v1/messages/batches", "message batches")]
    [InlineData("GET", "/v1/messages/batches/msgbatch_1", "message batches")]
    [InlineData("POST", "/v1/messages/batches/msgbatch_1/cancel", "message batches")]
    [InlineData("GET", "/v1/messages/batches/msgbatch_1/results", "message batch results")]
    [InlineData("POST", "/v1/complete", "text completions")]
    [InlineData("GET", "/v1/models", "opaque")]
    [InlineData("GET", "/v1/models/claude-x", "opaque")]
    [InlineData("POST", "/v1/models", "unknown")]
    [InlineData("GET", "/v1/messages", "unknown")]
    [InlineData("POST", "/v1/files", "unknown")]
    public void Paths_lead_to_endpoints(string method, string path, string endpoint) =>
        Assert.Equal(endpoint, DialectCatalog.All["anthropic"].Resolve(method, path).Endpoint.Name);

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(403, "permission_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(502, "api_error")]
    [InlineData(503, "overloaded_error")]
    public void Errors_have_the_providers_shape_and_name_their_code(int status, string type)
    {
        using PooledBuffer<byte> output = new();
        DialectCatalog.All["anthropic"].WriteError(new Refusal(status, "our_code", "Words."), output);
        Assert.Equal($$"""{"type":"error","error":{"type":"{{type}}","message":"our_code: Words."},"request_id":null}""", System.Text.Encoding.UTF8.GetString(output.Span));
    }

    private static string Forwarded(Policy policy, string body, string path = "/v1/messages") => Given.Forwarded(policy, body, MessageStream.Exchange(policy, path));

    private static string Word(ContentScope scope) => scope switch
    {
        ContentScope.ToolCall => "tool-call",
        ContentScope.ToolResult => "tool-result",
        _ => scope.ToString().ToLowerInvariant(),
    };
}
