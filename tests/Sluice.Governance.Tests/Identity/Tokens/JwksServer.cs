using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>An issuer's server: a JWK set at <c>/keys</c>, a discovery document at <c>/.well-known/openid-configuration</c>, and a count of who asked.</summary>
internal sealed class JwksServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _fetches;

    private JwksServer(WebApplication app) => _app = app;

    /// <summary>What the JWK set's address answers.</summary>
    public string Document { get; set; } = Jwt.Set();

    public string Discovery { get; set; } = "{}";

    public int Status { get; set; } = 200;

    public string? Location { get; set; }

    /// <summary>Answers wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How often the JWK set was asked for.</summary>
    public int Fetches => _fetches;

    public Uri Address { get; private set; } = null!;

    public string Keys => new Uri(Address, "/keys").AbsoluteUri;

    public static async Task<JwksServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new JwksServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/.well-known/openid-configuration")
        {
            await context.Response.WriteAsync(Discovery);
            return;
        }

        Interlocked.Increment(ref _fetches);
        await Gate;
        context.Response.StatusCode = Status;
        if (Location is not null)
            context.Response.Headers.Location = Location;
        await context.Response.WriteAsync(Document);
    }
}
