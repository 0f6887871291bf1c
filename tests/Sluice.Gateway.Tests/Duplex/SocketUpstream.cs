using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>A real provider that speaks over WebSockets: hands each connection to the test, and remembers how it was asked.</summary>
internal sealed class SocketUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ProviderSide> _sides = Channel.CreateUnbounded<ProviderSide>();

    private SocketUpstream(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>If not null, answers instead of opening a WebSocket.</summary>
    public RequestDelegate? Refusing { get; set; }

    /// <summary>The subprotocol that is chosen, or null.</summary>
    public string? Chosen { get; set; }

    public static async Task<SocketUpstream> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var upstream = new SocketUpstream(app);
        app.UseWebSockets();
        app.Run(upstream.AnswerAsync);
        await app.StartAsync();
        upstream.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return upstream;
    }

    /// <summary>The provider's side of the next connection.</summary>
    public ValueTask<ProviderSide> NextAsync() => _sides.Reader.ReadAsync(Given.Token);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Refusing is not null)
        {
            await Refusing(context);
            return;
        }

        WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = Chosen, DangerousEnableCompression = true });
        var side = new ProviderSide(socket, context);
        _sides.Writer.TryWrite(side);
        await side.Over.Task;
    }
}

/// <summary>One connection as the provider has it.</summary>
internal sealed class ProviderSide(WebSocket socket, HttpContext context) : IDisposable
{
    /// <summary>How the gate asked.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public string Target { get; } = context.Request.Path + context.Request.QueryString;

    public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WebSocket Socket => socket;

    /// <summary>The gate's connection is gone.</summary>
    public CancellationToken Gone { get; } = context.RequestAborted;

    public Task SayAsync(string text) => Sockets.SayAsync(socket, text);

    public Task<string> HearAsync() => Sockets.HearAsync(socket);

    /// <summary>Breaks the connection off without a close.</summary>
    public void Cut() => context.Abort();

    public void Dispose() => Over.TrySetResult();
}

/// <summary>Whole text messages over a WebSocket.</summary>
internal static class Sockets
{
    public static Task SayAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Given.Token);

    public static async Task<string> HearAsync(WebSocket socket)
    {
        using var whole = new MemoryStream();
        byte[] buffer = new byte[8192];
        while (true)
        {
            WebSocketReceiveResult read = await socket.ReceiveAsync(buffer, Given.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            whole.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
                return Encoding.UTF8.GetString(whole.ToArray());
        }
    }
}
