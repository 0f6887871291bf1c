using System.Text.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Mcp;

public sealed class McpMessagesTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("codename", "any", "Block"));
    private static readonly Policy Cards = Given.Policy(("pii/payment-card", "any", "Redact"));

    public static TheoryData<string, string> Sent => new()
    {
        { "tool-call", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"save","arguments":{"text":"@","n":[1,{"x":"@"}]}}}""" },
        { "tool-call", """{"params":{"arguments":{"@":1},"name":"@"},"method":"tools/call","id":"a","jsonrpc":"2.0"}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"p","arguments":{"city":"@"}}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///@"}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"@"},"context":{"arguments":{"b":"@"}}}}""" },
        { "assistant", """{"jsonrpc":"2.0","id":1,"result":{"role":"assistant","content":{"type":"text","text":"@"},"model":"m","stopReason":"endTurn"}}""" },
        { "assistant", """{"jsonrpc":"2.0","id":1,"result":{"content":[{"text":"@","type":"text"}],"model":"m","role":"assistant"}}""" },
        { "tool-call", """{"jsonrpc":"2.0","id":1,"result":{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"x":"@"}}],"model":"m"}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"result":{"action":"accept","content":{"email":"@","data":"@","text":"@"}}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"result":{"roots":[{"uri":"file:///@","name":"@"}]}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"@","data":{"why":"@"}}}""" },
        { "user", """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7,"reason":"@"}}""" },
        { "user", """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1,"total":2,"message":"@"}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"method":"x/@","params":["@"]}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":"t","own":"@"}}}""" },
        { "user", """{"jsonrpc":"2.0","id":{"not":"@"},"method":"ping","unknown":"@"}""" },
        { "tool-call", """[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":"@"}}},{"jsonrpc":"2.0","id":2,"method":"ping"}]""" },
        { "assistant", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{},"inputResponses":{"k":{"role":"assistant","model":"m","content":{"type":"text","text":"@"}}}}}""" },
    };

    public static TheoryData<string, string> Answered => new()
    {
        { "system", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"@","title":"@","description":"@","inputSchema":{"type":"object","properties":{"@":{"description":"@"}}}}]}}""" },
        { "system", """{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"@","version":"1"},"instructions":"@"}}""" },
        { "system", """{"jsonrpc":"2.0","id":1,"result":{"prompts":[{"name":"p","description":"@","arguments":[{"name":"a","description":"@"}]}]}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"@"}],"isError":false}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"resource","resource":{"uri":"x:@","mimeType":"text/plain","text":"@"}},{"type":"resource_link","uri":"x:@","name":"@"}]}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":{"a":{"b":["@"]}}}}""" },
        { "document", """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"image","mimeType":"image/png","data":"@"}]}}""" },
        { "document", """{"jsonrpc":"2.0","id":1,"result":{"contents":[{"uri":"x:@","text":"@"},{"uri":"x:y","blob":"@"}]}}""" },
        { "document", """{"jsonrpc":"2.0","id":1,"result":{"resources":[{"uri":"x:y","name":"@","size":3}]}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"result":{"messages":[{"role":"user","content":{"type":"text","text":"@"}}]}}""" },
        { "assistant", """{"jsonrpc":"2.0","id":1,"result":{"messages":[{"content":{"type":"text","text":"@"},"role":"assistant"}]}}""" },
        { "user", """{"jsonrpc":"2.0","id":9,"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"@"}}],"maxTokens":100}}""" },
        { "system", """{"jsonrpc":"2.0","id":9,"method":"sampling/createMessage","params":{"messages":[],"systemPrompt":"@","maxTokens":100}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":9,"method":"elicitation/create","params":{"message":"@","requestedSchema":{"type":"object","properties":{"a":{"title":"@"}}}}}""" },
        { "tool-result", """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"@","data":{"x":"@"}}}""" },
        { "tool-result", """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5,"message":"@"}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"@","data":"@"}}""" },
        { "tool-result", """{"jsonrpc":"2.0","id":1,"result":{"completion":{"values":["@"],"total":3,"hasMore":false}}}""" },
        { "user", """{"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","inputRequests":{"k":{"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"@"}}]}}}}}""" },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public void What_a_client_says_is_judged_by_whose_words_it_is(string scope, string template) =>
        AssertScope(scope, template, (policy, body) => Given.Forwarded(policy, body, McpGiven.Exchange(policy)));

    [Theory]
    [MemberData(nameof(Answered))]
    public void What_a_server_says_is_judged_by_whose_words_it_is(string scope, string template) =>
        AssertScope(scope, template, (policy, body) => Given.Answered(policy, body, McpGiven.Exchange(policy)));

    [Theory]
    [MemberData(nameof(Answered))]
    public void A_stream_is_judged_as_answers_are(string scope, string template)
    {
        _ = scope;
        string seen = Given.Streamed(Redact, McpGiven.Event(template.Replace("@", "see EMP-123456.")), McpGiven.Exchange(Redact), 7);
        Assert.Equal(McpGiven.Event(template.Replace("@", "see [REDACTED:employee].")), seen);
        string clean = McpGiven.Event(template.Replace("@", "see nothing \\u00e9"));
        Assert.Equal(clean, Given.Streamed(Redact, clean, McpGiven.Exchange(Redact), 3));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":4111111111111111,"method":"tools/call","params":{"name":"f","_meta":{"progressToken":4111111111111111},"arguments":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4111111111111111}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"4111 1111 1111 1111","progress":4111111111111111}}""")]
    public void What_keeps_the_protocol_together_survives(string message)
    {
        Assert.Equal(message, Given.Forwarded(Cards, message, McpGiven.Exchange(Cards)));
        Assert.Equal(message, Given.Answered(Cards, message, McpGiven.Exchange(Cards)));
    }

    [Fact]
    public void Calls_that_await_an_answer_are_remembered_by_their_ids()
    {
        Exchange exchange = McpGiven.Exchange(Redact);
        Given.Forwarded(Redact, """[{"id":1,"method":"ping"},{"id":"b\u0041","method":"ping"},{"method":"notifications/initialized"},{"id":3,"result":{}}]""", exchange);
        Assert.Equal(["1", "\"b\\u0041\""], exchange.AwaitedIds);
    }

    [Fact]
    public void Ids_that_are_remembered_are_bounded()
    {
        Exchange exchange = McpGiven.Exchange(Redact);
        Given.Forwarded(Redact, $"[{string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"id\":{i},\"method\":\"ping\"}}"))},{{\"id\":\"{new string('x', 1000)}\",\"method\":\"ping\"}}]", exchange);
        Assert.Equal(Exchange.MaxAwaited, exchange.AwaitedIds.Count);
    }

    [Fact]
    public void A_blocked_answer_becomes_an_error_of_its_id() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":"x1","error":{"code":-32010,"message":"The answer was blocked by the content policy.","data":{"code":"content_filter"}}}""",
            Given.Answered(Redact, """{"jsonrpc":"2.0","id":"x1","result":{"content":[{"type":"text","text":"Bluebird"}]}}""", McpGiven.Exchange(Redact)));

    [Fact]
    public void In_a_blocked_batch_everything_is_replaced()
    {
        string seen = Given.Answered(
            Redact,
            """[{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Bluebird"}]}},{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"x"}},{"id":5,"method":"roots/list"}]""",
            McpGiven.Exchange(Redact));
        using JsonDocument batch = JsonDocument.Parse(seen);
        Assert.Equal(1, batch.RootElement[0].GetProperty("id").GetInt32());
        Assert.Equal(-32010, batch.RootElement[0].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("notifications/message", batch.RootElement[1].GetProperty("method").GetString());
        Assert.Equal("""{"jsonrpc":"2.0","id":5,"method":"sluice/blocked"}""", batch.RootElement[2].GetRawText());
    }

    [Fact]
    public void A_blocked_answer_that_is_no_message_is_refused() =>
        Assert.Equal("content_filter", Inspector.InspectResponse(McpGiven.Exchange(Redact), """{"x":"Bluebird"}"""u8, Given.Limits).Refusal?.Code);

    [Fact]
    public void Deep_nesting_is_refused_and_odd_shapes_are_leaves()
    {
        string deep = $"{{\"id\":1,\"params\":{string.Concat(Enumerable.Repeat("[", 200))}{string.Concat(Enumerable.Repeat("]", 200))}}}";
        Assert.Equal("invalid_json", Given.Refused(Redact, deep, McpGiven.Exchange(Redact))?.Code);
        foreach (string odd in (string[])["\"@\"", "{\"params\":\"@\"}", "{\"result\":[[\"@\"]]}", "{\"error\":\"@\"}", "{\"result\":{\"messages\":\"@\"}}", "{\"result\":{\"content\":\"@\"}}", "{\"result\":{\"contents\":{\"x\":\"@\"}}}", "{\"params\":{\"_meta\":\"@\"}}", "{\"result\":{\"messages\":[\"@\"]}}", "{\"result\":{\"content\":[\"@\"]}}", "{\"result\":{\"inputRequests\":[\"@\"]}}"])
            Assert.Equal(odd.Replace("@", "[REDACTED:employee]"), Given.Forwarded(Redact, odd.Replace("@", "EMP-123456"), McpGiven.Exchange(Redact)));
    }

    private static void AssertScope(string scope, string template, Func<Policy, string, string> pass)
    {
        Policy there = Given.Policy(("employee", scope, "Redact"));
        Policy elsewhere = Given.Policy(("employee", string.Join(',', ((string[])["system", "user", "assistant", "tool-call", "tool-result", "document"]).Where(s => s != scope)), "Redact"));
        string body = template.Replace("@", "see EMP-123456.");
        string redacted = pass(there, body);
        Assert.Contains("[REDACTED:employee]", redacted, StringComparison.Ordinal);
        JsonDocument.Parse(redacted).Dispose();
        Assert.NotEqual(redacted, pass(elsewhere, body));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), pass(Redact, body));
        string clean = template.Replace("@", "see nothing \\u00e9 \\/ here");
        Assert.Equal(clean, pass(Redact, clean));
    }
}
