using System.Globalization;
using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Mcp;

public sealed class McpEventsTests
{
    private const string Blocked = """{"jsonrpc":"2.0","id":1,"error":{"code":-32010,"message":"The answer was blocked by the content policy.","data":{"code":"content_filter"}}}""";

    private static readonly Policy Policy = Given.Policy(("codename", "any", "Block"), ("employee", "any", "Redact"));
    private static readonly string Clean = McpGiven.Event("""{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"fine"}]}}""");

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Bluebird"}]}}""", Blocked)]
    [InlineData("""{"jsonrpc":"2.0","id":4,"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"Bluebird"}}]}}""", """{"jsonrpc":"2.0","id":4,"method":"sluice/blocked"}""")]
    [InlineData(
        """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"Bluebird"}}""",
        """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","logger":"sluice","data":"A message was blocked by the content policy."}}""")]
    public void A_blocked_message_is_replaced_and_the_stream_goes_on(string message, string replacement)
    {
        string seen = Given.Streamed(Policy, McpGiven.Event(message) + Clean, McpGiven.Exchange(Policy), 5);
        Assert.Equal(McpGiven.Event(replacement) + Clean, seen);
    }

    [Fact]
    public void What_is_no_message_and_blocked_ends_the_stream_with_an_error_for_each_call()
    {
        Exchange exchange = McpGiven.Exchange(Policy);
        Given.Forwarded(Policy, """{"jsonrpc":"2.0","id":1,"method":"ping"}""", exchange);
        Assert.Equal(McpGiven.Event(Blocked), Given.Streamed(Policy, "data: no json Bluebird\n\n" + Clean, exchange));
        Assert.Equal(McpGiven.Event(Blocked.Replace("\"id\":1", "\"id\":null")), Given.Streamed(Policy, "data: no json Bluebird\n\n" + Clean, McpGiven.Exchange(Policy)));
    }

    [Theory]
    [InlineData("/messages?sessionId=1", "http://up/sse", "", "/g", "/g/messages?sessionId=1")]
    [InlineData("messages?sessionId=1", "http://up/a/sse", "", "/g", "/g/a/messages?sessionId=1")]
    [InlineData("?sessionId=1", "http://up/sse", "", "/g", "/g/sse?sessionId=1")]
    [InlineData("http://up/messages?a=1", "http://up/sse", "", "", "/messages?a=1")]
    [InlineData("//elsewhere/messages", "http://up/sse", "", "/g", "/g/messages")]
    [InlineData("https://elsewhere:99/m", "http://up/sse", "", "/g", "/g/m")]
    [InlineData("/base/messages", "http://up/base/sse", "/base", "/g", "/g/messages")]
    [InlineData("/basement", "http://up/base/sse", "/base", "/g", "/g/basement")]
    [InlineData("/messages", "http://up/sse", "", "", "/messages")]
    [InlineData("javascript:alert(1)", "http://up/sse", "", "/g", "javascript:alert(1)")]
    public void The_address_to_post_to_is_the_gates_own(string given, string upstream, string below, string prefix, string expected)
    {
        Exchange exchange = McpGiven.Exchange(Policy);
        exchange.Address = new AnswerAddress(new Uri(upstream), below, prefix);
        Assert.Equal($"event: endpoint\r\ndata: {expected}\r\n\r\n", Given.Streamed(Policy, $"event: endpoint\r\ndata: {given}\r\n\r\n", exchange, 4));
    }

    [Fact]
    public void An_address_is_judged_like_any_text()
    {
        Exchange exchange = McpGiven.Exchange(Policy);
        exchange.Address = new AnswerAddress(new Uri("http://up/sse"), "", "/g");
        Assert.Equal("event: endpoint\ndata: /g/m?x=[REDACTED:employee]\n\n", Given.Streamed(Policy, "event: endpoint\ndata: /m?x=EMP-123456\n\n", exchange));
    }

    [Fact]
    public void Priming_events_and_comments_pass()
    {
        string stream = ": hello\n\nid: 1\nretry: 1000\ndata: \n\n" + Clean + "id: 2\n" + Clean;
        Assert.Equal(stream, Given.Streamed(Policy, stream, McpGiven.Exchange(Policy), 3));
    }

    [Theory]
    [InlineData("content_filter", 400, "application/json, text/event-stream", true, 200, -32010)]
    [InlineData("content_filter", 400, null, true, 400, -32010)]
    [InlineData("content_filter", 400, "text/event-stream", false, 400, -32010)]
    [InlineData("invalid_json", 400, "text/event-stream", false, 400, -32700)]
    [InlineData("request_too_large", 413, "text/event-stream", true, 413, -32600)]
    [InlineData("upstream_unreachable", 502, "text/event-stream", true, 502, -32603)]
    public void A_refusal_is_the_calls_answer_where_clients_read_it(string code, int status, string? accept, bool call, int answered, int rpcCode)
    {
        Exchange exchange = McpGiven.Exchange(Policy, accept);
        if (call)
            exchange.AwaitedIds.Add("7");
        using PooledBuffer<byte> error = new();
        Assert.Equal(answered, exchange.Dialect.WriteError(new Refusal(status, code, "Words."), exchange, error));
        string expected = """{"jsonrpc":"2.0","id":#,"error":{"code":%,"message":"Words.","data":{"code":"!"}}}""";
        expected = expected.Replace("#", call ? "7" : "null").Replace("%", rpcCode.ToString(CultureInfo.InvariantCulture)).Replace("!", code);
        Assert.Equal(expected, Encoding.UTF8.GetString(error.Span));
    }

    [Fact]
    public void Events_beyond_the_bound_end_with_an_error()
    {
        using StreamGuard guard = Inspector.OpenStream(McpGiven.Exchange(Policy), "text/event-stream", new InspectionLimits(MaxEventBytes: 100))!;
        using PooledBuffer<byte> output = new();
        guard.Push(Encoding.UTF8.GetBytes("data: " + new string('x', 200)), output);
        Assert.True(guard.Ended);
        Assert.Contains("\"code\":\"stream_event_too_large\"", Encoding.UTF8.GetString(output.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mcp-Name", "see EMP-123456", "see EMP-123456")]
    [InlineData("mcp-param-City", "=?base64?wrw=?=", "¼")]
    [InlineData("Mcp-Param-x", "=?base64?no-base64?=", "=?base64?no-base64?=")]
    [InlineData("Mcp-Param-x", "=?base64?=", "=?base64?=")]
    [InlineData("Mcp-Session-Id", "x", null)]
    [InlineData("Authorization", "x", null)]
    public void Headers_that_repeat_the_body_are_texts(string name, string value, string? text)
    {
        Endpoint endpoint = DialectCatalog.All["mcp"].Endpoints[0];
        Assert.Equal(text, endpoint.HeaderText(name, value));
        if (text is not null)
            Assert.Equal(text, endpoint.HeaderText(name, endpoint.SpellHeader(text)));
    }
}
