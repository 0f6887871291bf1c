using System.Net.WebSockets;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>A real gate between a WebSocket client and a WebSocket provider; below <c>/open</c> unknown messages pass.</summary>
internal sealed class SocketStage : IAsyncDisposable
{
    private SocketStage(SocketUpstream provider, GatewayFixture gate) => (Provider, Gate) = (provider, gate);

    public SocketUpstream Provider { get; }

    public GatewayFixture Gate { get; }

    public static async Task<SocketStage> StartAsync(string sluice = "", string cluster = "", string policy = "", string route = "guarded", string detectors = "", string rules = "", Func<GatewayHostOptions, GatewayHostOptions>? configure = null)
    {
        SocketUpstream provider = await SocketUpstream.StartAsync();
        GatewayFixture gate = await GatewayFixture.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "{{route}}": { "ClusterId": "up", "Match": { "Path": "/g/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/g" }], "Metadata": { "Dialect": "openai", "Policy": "p" } },
                  "open": { "ClusterId": "up", "Match": { "Path": "/open/{**rest}" }, "Transforms": [{ "PathRemovePrefix": "/open" }], "Metadata": { "Dialect": "openai", "Policy": "p", "OnUnknown": "Pass" } },
                },
                "Clusters": { "up": { {{cluster}} "Destinations": { "primary": { "Address": "{{provider.Address}}" } } } },
              },
              "Sluice": {
                {{sluice}}
                "Detectors": { {{detectors}} "employee": { "Pattern": "\\bEMP-[0-9]{6}\\b" }, "codename": { "Words": ["Bluebird"] } },
                "Policies": { "p": { {{policy}} "Rules": [{{rules}} { "Find": "employee", "Then": "Redact" }, { "Find": "codename", "Then": "Block" }] } },
              },
            }
            """,
            configure);
        return new SocketStage(provider, gate);
    }

    public Task<ClientWebSocket> ConnectAsync(Action<ClientWebSocketOptions>? configure = null) => ConnectAsync("/g/v1/realtime?model=gpt-realtime", configure);

    public async Task<ClientWebSocket> ConnectAsync(string target, Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        client.Options.Proxy = null;
        configure?.Invoke(client.Options);
        Uri address = new UriBuilder(new Uri(Gate.Proxy, target)) { Scheme = "ws" }.Uri;
        await client.ConnectAsync(address, Given.Token);
        return client;
    }

    public async Task<(ClientWebSocket Client, ProviderSide Provider)> MeetAsync(Action<ClientWebSocketOptions>? configure = null)
    {
        ClientWebSocket client = await ConnectAsync(configure);
        return (client, await Provider.NextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Gate.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
