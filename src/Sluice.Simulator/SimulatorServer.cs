using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sluice.Simulator.Recording;

namespace Sluice.Simulator;

/// <summary>A real LLM upstream on a loopback port, which records what reaches it and can be made to wait at gates.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestLog _log;
    private readonly GateSet _gates;

    private SimulatorServer(WebApplication app, RequestLog log, GateSet gates)
    {
        _app = app;
        _log = log;
        _gates = gates;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = new Uri(address);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The newest requests, oldest first, within the bounds of <see cref="SimulatorOptions"/>. A request is listed once its body is read.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _log.Snapshot();

    /// <summary>Starts a server on 127.0.0.1. It reads no configuration file or environment variable and logs nothing.</summary>
    /// <exception cref="ArgumentException">The options name protocols that one cleartext port cannot offer.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        if (options.Protocols is not (HttpProtocols.Http1 or HttpProtocols.Http2))
            throw new ArgumentException("Protocols must be Http1 or Http2: without TLS one port cannot offer both.", nameof(options));
        var log = new RequestLog(options.MaxRecordedRequests, options.MaxRecordedBytes);
        var gates = new GateSet();
        var simulation = new Simulation(options, log, gates);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(context => simulation.HandleAsync(context, context.Request.Path.Value ?? "/"));
        try
        {
            await app.StartAsync();
            return new SimulatorServer(app, log, gates);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next request that nobody has waited for yet, as soon as its body is read. Needs <see cref="SimulatorOptions.MaxRecordedRequests"/> above 0.</summary>
    public Task<ReceivedRequest> WaitForRequestAsync(CancellationToken cancellationToken = default) =>
        _log.NextArrivalAsync(cancellationToken).AsTask();

    /// <summary>The next request, not waited for yet, whose client went away before the answer's end.</summary>
    public Task<ReceivedRequest> WaitForAbortAsync(CancellationToken cancellationToken = default) =>
        _log.NextAbortAsync(cancellationToken).AsTask();

    /// <summary>Lets everything through that waits, or will ever wait, at the gate.</summary>
    public void OpenGate(string name) => _gates.Open(name);

    /// <summary>Completes when an answer has reached the gate: everything that the script put before it is written.</summary>
    public Task WaitForGateAsync(string name, CancellationToken cancellationToken = default) => _gates.WhenReachedAsync(name, cancellationToken);

    /// <summary>Stops listening and ends what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        // A cancelled token skips the grace for open answers: some wait at gates that nobody will open.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, SimulatorOptions options)
    {
        kestrel.AddServerHeader = false;
        // Our own bounds hold; a paused upload or a slow reader is what a test may be about.
        kestrel.Limits.MaxRequestBodySize = (long)options.MaxRequestBytes + 1;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = options.Protocols);
    }
}
