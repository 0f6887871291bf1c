using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Testing;

/// <summary>A real upstream on a loopback port whose every answer is a delegate. It remembers what reached it.</summary>
public sealed class RawUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<RawRequest> _requests;
    private int _count;

    private RawUpstream(WebApplication app, Channel<RawRequest> requests)
    {
        _app = app;
        _requests = requests;
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>How many requests have arrived.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <param name="answer">Runs after the request's body was read and remembered; the request is among the context's features.</param>
    /// <param name="protocols">One of HTTP/1.1 and cleartext HTTP/2.</param>
    public static async Task<RawUpstream> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        });
        WebApplication app = builder.Build();
        var upstream = new RawUpstream(app, Channel.CreateUnbounded<RawRequest>());
        app.Run(context => upstream.AnswerAsync(context, answer));
        await app.StartAsync();
        upstream.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return upstream;
    }

    /// <summary>The next request that nobody has waited for yet.</summary>
    public ValueTask<RawRequest> NextRequestAsync(CancellationToken cancellation) => _requests.Reader.ReadAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate answer)
    {
        Interlocked.Increment(ref _count);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new RawRequest(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Protocol, headers, body.ToArray());
        context.Features.Set(request);
        _requests.Writer.TryWrite(request);
        await answer(context);
    }
}

/// <summary>A request as the upstream saw it.</summary>
public sealed record RawRequest(string Method, string Target, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Body);
