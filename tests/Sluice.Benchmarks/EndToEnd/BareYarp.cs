using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// The yardsticks, as children: stock YARP that passes everything through, and the same that reads the whole request body before it forwards, which no gate can do without.
/// </summary>
internal static class BareYarp
{
    public const string PassThrough = "pass";
    public const string Buffering = "buffer";

    /// <param name="args">Mode, upstream port, own port.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, int.Parse(args[2])));
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "/{**rest}" } }],
            [new ClusterConfig { ClusterId = "upstream", Destinations = new Dictionary<string, DestinationConfig> { ["mock"] = new() { Address = $"http://127.0.0.1:{args[1]}/" } } }]);
        await using WebApplication app = builder.Build();
        if (args[0] == Buffering)
            app.Use(BufferAsync);
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.Limits.MaxRequestBodySize = 64 << 20;
    }

    private static async Task BufferAsync(HttpContext context, RequestDelegate next)
    {
        int length = (int)(context.Request.ContentLength ?? 0);
        byte[] body = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length), context.RequestAborted);
            context.Request.Body = new MemoryStream(body, 0, length, writable: false);
            await next(context);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}
