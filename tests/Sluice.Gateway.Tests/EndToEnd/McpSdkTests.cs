using System.Net;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>The MCP SDK, unmodified, in front of the gate, with the SDK's own server behind it.</summary>
public sealed class McpSdkTests : IAsyncLifetime
{
    private McpUpstream _server = null!;
    private GatewayFixture _gate = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await McpUpstream.StartAsync();
        _gate = await GatewayFixture.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "mcp": { "ClusterId": "up", "Match": { "Path": "/tools/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/tools" }], "Metadata": { "Dialect": "mcp", "Policy": "p" } } },
                "Clusters": { "up": { "Destinations": { "primary": { "Address": "{{_server.Address}}" } } } },
              },
              "Sluice": {
                "Detectors": { "employee": { "Pattern": "\\bEMP-[0-9]{6}\\b" }, "codename": { "Words": ["Bluebird"] } },
                "Policies": { "p": { "Rules": [{ "Find": "employee", "Then": "Redact" }, { "Find": "codename", "Then": "Block" }] } },
              },
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(HttpTransportMode.StreamableHttp, "/tools/mcp")]
    [InlineData(HttpTransportMode.Sse, "/tools/sse")]
    public async Task Tools_are_described_called_and_answered_redacted(HttpTransportMode mode, string path)
    {
        await using McpClient client = await ConnectAsync(mode, path);
        IList<McpClientTool> tools = await client.ListToolsAsync(cancellationToken: Given.Token);
        Assert.Equal("Saves a text. Ask [REDACTED:employee].", tools.Single(t => t.Name == "save").Description);
        await CallAsync(client, "save", "for EMP-654321 only");
        Assert.Equal("for [REDACTED:employee] only", Assert.Single(_server.Received));
        _server.Speech = "It was EMP-111111.";
        Assert.Equal("It was [REDACTED:employee].", await CallAsync(client, "speak"));
    }

    [Fact]
    public async Task A_blocked_call_is_a_typed_error_and_the_session_goes_on()
    {
        await using McpClient client = await ConnectAsync(HttpTransportMode.StreamableHttp, "/tools/mcp");
        McpProtocolException error = await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync(client, "save", "Bluebird"));
        Assert.Equal(-32010, (int)error.ErrorCode);
        Assert.Empty(_server.Received);
        Assert.Equal("saved", await CallAsync(client, "save", "fine"));
    }

    [Fact]
    public async Task The_newest_revision_works_the_same()
    {
        await using McpClient client = await ConnectAsync(HttpTransportMode.StreamableHttp, "/tools/mcp", revision: null);
        Assert.Equal("saved", await CallAsync(client, "save", "for EMP-654321 only"));
        Assert.Equal("for [REDACTED:employee] only", Assert.Single(_server.Received));
        McpProtocolException error = await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync(client, "save", "Bluebird"));
        Assert.Equal(-32010, (int)error.ErrorCode);
        _server.Speech = "Bluebird flies.";
        error = await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync(client, "speak"));
        Assert.Equal(-32010, (int)error.ErrorCode);
    }

    [Fact]
    public async Task A_blocked_call_over_the_older_transport_fails_at_once_and_the_session_goes_on()
    {
        await using McpClient client = await ConnectAsync(HttpTransportMode.Sse, "/tools/sse");
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(client, "save", "Bluebird"));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Empty(_server.Received);
        Assert.Equal("saved", await CallAsync(client, "save", "fine"));
    }

    [Theory]
    [InlineData(HttpTransportMode.StreamableHttp, "/tools/mcp")]
    [InlineData(HttpTransportMode.Sse, "/tools/sse")]
    public async Task A_blocked_answer_is_a_typed_error_and_the_session_goes_on(HttpTransportMode mode, string path)
    {
        await using McpClient client = await ConnectAsync(mode, path);
        _server.Speech = "Bluebird flies.";
        McpProtocolException error = await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync(client, "speak"));
        Assert.Equal(-32010, (int)error.ErrorCode);
        _server.Speech = "Nothing flies.";
        Assert.Equal("Nothing flies.", await CallAsync(client, "speak"));
    }

    [Theory]
    [InlineData(HttpTransportMode.StreamableHttp, "/tools/mcp")]
    [InlineData(HttpTransportMode.Sse, "/tools/sse")]
    public async Task What_a_server_asks_the_user_is_guarded_both_ways(HttpTransportMode mode, string path)
    {
        string? asked = null;
        await using McpClient client = await ConnectAsync(mode, path, message =>
        {
            asked = message;
            return "It is EMP-222222.";
        });
        _server.Speech = "Who is EMP-111111?";
        Assert.Equal("asked", await CallAsync(client, "ask"));
        Assert.Equal("Who is [REDACTED:employee]?", asked);
        Assert.Equal("It is [REDACTED:employee].", Assert.Single(_server.Told));
    }

    [Fact]
    public async Task A_blocked_question_of_the_servers_comes_back_to_it_as_an_error()
    {
        bool asked = false;
        await using McpClient client = await ConnectAsync(HttpTransportMode.StreamableHttp, "/tools/mcp", _ =>
        {
            asked = true;
            return "";
        });
        _server.Speech = "What is Bluebird?";
        Assert.Equal("asked", await CallAsync(client, "ask"));
        Assert.False(asked);
        Assert.Contains("sluice/blocked", Assert.Single(_server.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_repeat_the_body_are_redacted_with_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tools/mcp");
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("Mcp-Param-Text", "EMP-123456");
        request.Content = Given.Json("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""");
        using HttpResponseMessage response = await _gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("[REDACTED:employee]", _server.Headers);
        Assert.DoesNotContain("EMP-123456", _server.Headers);
    }

    [Fact]
    public async Task A_header_that_holds_what_is_blocked_blocks_the_call()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tools/mcp");
        request.Headers.Add("Mcp-Name", "=?base64?Qmx1ZWJpcmQ=?=");
        request.Content = Given.Json("""{"jsonrpc":"2.0","id":"q","method":"tools/call","params":{"name":"x"}}""");
        using HttpResponseMessage response = await _gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"id\":\"q\"", await Given.TextAsync(response), StringComparison.Ordinal);
        Assert.Empty(_server.Headers);
    }

    [Fact]
    public async Task Ending_a_session_reaches_the_server()
    {
        await using (await ConnectAsync(HttpTransportMode.StreamableHttp, "/tools/mcp"))
            Assert.Empty(_server.Ended);
        Assert.Single(_server.Ended);
    }

    [Fact]
    public async Task A_broken_message_is_refused_as_JSON_RPC_words_it()
    {
        using HttpResponseMessage response = await _gate.Client.PostAsync("/tools/mcp", Given.Json("{"), Given.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,""", await Given.TextAsync(response), StringComparison.Ordinal);
    }

    private static async Task<string> CallAsync(McpClient client, string tool, string? text = null)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (text is not null)
            arguments["text"] = text;
        CallToolResult result = await client.CallToolAsync(tool, arguments, cancellationToken: Given.Token);
        return ((TextContentBlock)result.Content[0]).Text;
    }

    private Task<McpClient> ConnectAsync(HttpTransportMode mode, string path, Func<string, string>? told = null, string? revision = "2025-06-18")
    {
        var options = new McpClientOptions { ProtocolVersion = revision };
        if (told is not null)
        {
            options.Handlers.ElicitationHandler = (request, _) => ValueTask.FromResult(new ElicitResult
            {
                Action = "accept",
                Content = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["name"] = JsonSerializer.SerializeToElement(told(request!.Message)) },
            });
        }

        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(_gate.Proxy, path), TransportMode = mode });
        return McpClient.CreateAsync(transport, options, cancellationToken: Given.Token);
    }
}
