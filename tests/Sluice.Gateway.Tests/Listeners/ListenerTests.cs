using System.Net;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Listeners;

public sealed class ListenerTests
{
    [Fact]
    public async Task The_admin_listener_answers_401_to_everything_but_health()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpClient admin = GatewayFixture.NewClient(gate.Admin);
        foreach (string path in new[] { "/", "/g/models", "/plain/x", "/healthz", "/healthz/live/x", "/admin" })
        {
            using HttpResponseMessage refused = await admin.GetAsync(path, Given.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("""{"status_code":401,"error_message":"A valid credential is required"}""", await Given.TextAsync(refused));
        }

        Assert.Equal(0, upstream.Count);
        Assert.Contains("\"status\":\"ready\"", await admin.GetStringAsync("/healthz/ready", Given.Token), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"live\"", await admin.GetStringAsync("/healthz/live", Given.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_on_the_proxy_listener_gives_no_detail()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")));
        Assert.Equal("ready", await gate.Client.GetStringAsync("/healthz/ready", Given.Token));
        Assert.Equal("live", await gate.Client.GetStringAsync("/healthz/live", Given.Token));
    }

    [Fact]
    public async Task A_path_without_a_route_is_a_404_with_a_reason()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")));
        using HttpResponseMessage response = await gate.Client.PostAsync("/nowhere/file.json", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no_route", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task The_built_in_simulator_answers_through_the_guards()
    {
        string config = Given.Config(new Uri(Sluice.Gateway.Configuration.BuiltInSimulator.Address));
        await using GatewayFixture gate = await Given.GateAsync(config);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/v1/chat/completions", Given.Json("""{"model":"sim-echo","messages":[{"role":"user","content":"REPLACE"}]}"""), Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("You said: done", await Given.TextAsync(response), StringComparison.Ordinal);
    }
}
