using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>A real MCP server over both transports, made of the SDK's own: <c>/base/mcp</c> streams, <c>/base/sse</c> is the older one.</summary>
internal sealed class McpUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, StreamableHttpServerTransport> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SseResponseStreamTransport> _older = new(StringComparer.Ordinal);

    private McpUpstream(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What tools were called with.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>What the client told when the server asked.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Headers that name a call's target.</summary>
    public ConcurrentQueue<string> Headers { get; } = new();

    /// <summary>Sessions that clients have ended.</summary>
    public ConcurrentQueue<string> Ended { get; } = new();

    /// <summary>What the tool <c>speak</c> says.</summary>
    public string Speech { get; set; } = "";

    public static async Task<McpUpstream> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var upstream = new McpUpstream(app);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync();
        upstream.Address = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/base/");
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", "/base/mcp") => PostAsync(context),
        ("GET", "/base/mcp") => ListenAsync(context),
        ("DELETE", "/base/mcp") => EndAsync(context),
        ("GET", "/base/sse") => OlderAsync(context),
        ("POST", "/base/messages") => OlderPostAsync(context),
        _ => StatusAsync(context, StatusCodes.Status404NotFound),
    };

    private async Task PostAsync(HttpContext context)
    {
        foreach (string name in (string[])["Mcp-Name", "Mcp-Param-Text"])
            Headers.Enqueue(context.Request.Headers[name].ToString());
        JsonRpcMessage message = await ReadAsync(context);
        string id = context.Request.Headers["Mcp-Session-Id"].ToString();
        if (id.Length == 0)
        {
            id = Guid.NewGuid().ToString("N");
            _sessions[id] = new StreamableHttpServerTransport { SessionId = id };
            Serve(_sessions[id]);
        }

        context.Response.Headers["Mcp-Session-Id"] = id;
        context.Response.ContentType = "text/event-stream";
        if (await _sessions[id].HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
            return;
        context.Response.ContentType = null;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task ListenAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await _sessions[context.Request.Headers["Mcp-Session-Id"].ToString()].HandleGetRequestAsync(context.Response.Body, context.RequestAborted);
    }

    private Task EndAsync(HttpContext context)
    {
        Ended.Enqueue(context.Request.Headers["Mcp-Session-Id"].ToString());
        return StatusAsync(context, StatusCodes.Status204NoContent);
    }

    private async Task OlderAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        string id = Guid.NewGuid().ToString("N");
        await using var transport = new SseResponseStreamTransport(context.Response.Body, $"/base/messages?sessionId={id}", id);
        _older[id] = transport;
        Serve(transport);
        await transport.RunAsync(context.RequestAborted);
    }

    private async Task OlderPostAsync(HttpContext context)
    {
        JsonRpcMessage message = await ReadAsync(context);
        await _older[context.Request.Query["sessionId"].ToString()].OnMessageReceivedAsync(message, context.RequestAborted);
        await StatusAsync(context, StatusCodes.Status202Accepted);
    }

    private static async Task<JsonRpcMessage> ReadAsync(HttpContext context) =>
        (await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.Body, McpJsonUtilities.DefaultOptions, context.RequestAborted))!;

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private void Serve(ITransport transport)
    {
        McpServerPrimitiveCollection<McpServerTool> tools =
        [
            McpServerTool.Create(Save, new McpServerToolCreateOptions { Name = "save", Description = "Saves a text. Ask EMP-123456." }),
            McpServerTool.Create(() => Speech, new McpServerToolCreateOptions { Name = "speak" }),
            McpServerTool.Create(AskAsync, new McpServerToolCreateOptions { Name = "ask" }),
        ];
        McpServer server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "test", Version = "1" },
            ToolCollection = tools,
        });
        _ = server.RunAsync(_app.Lifetime.ApplicationStopping);
    }

    private string Save(string text)
    {
        Received.Enqueue(text);
        return "saved";
    }

    private async Task<string> AskAsync(McpServer server, CancellationToken cancellation)
    {
        try
        {
            ElicitResult answer = await server.ElicitAsync(
                new ElicitRequestParams
                {
                    Message = Speech,
                    RequestedSchema = new ElicitRequestParams.RequestSchema { Properties = { ["name"] = new ElicitRequestParams.StringSchema() } },
                },
                cancellation);
            Told.Enqueue(answer.Content!["name"].GetString()!);
        }
        catch (McpException e)
        {
            Told.Enqueue(e.Message);
        }

        return "asked";
    }
}
