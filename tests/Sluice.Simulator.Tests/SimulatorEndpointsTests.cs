using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Simulator.Tests;

public sealed class SimulatorEndpointsTests
{
    [Theory]
    [InlineData("/sim/v1/chat/completions", HttpStatusCode.OK, "You said: hi")]
    [InlineData("/sim/v1/nothing", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("/v1/chat/completions", HttpStatusCode.NotFound, "")]
    public async Task Mounted_it_answers_below_its_prefix_only(string path, HttpStatusCode status, string part)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.SendAsync(SimulatorClient.Post(SimulatorClient.Chat("hi"), path), SimulatorClient.Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(part, await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mounted_it_streams_and_lists_models()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.SendAsync(SimulatorClient.Post(SimulatorClient.Streamed("{}"), "/sim/v1/chat/completions"), SimulatorClient.Token);
        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
        Assert.Contains("\"id\":\"x\"", await client.GetStringAsync("/sim/v1/models/x", SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mounted_it_refuses_gates_that_nobody_could_open()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.SendAsync(
            SimulatorClient.Post(SimulatorClient.Streamed("""{"pauses":[{"gate":"g"}]}"""), "/sim/v1/chat/completions"), SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("sim.pauses[0].gate", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapSimulator("/sim/");
        app.UseEndpoints(_ => { });
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await app.StartAsync(SimulatorClient.Token);
        return app;
    }
}
