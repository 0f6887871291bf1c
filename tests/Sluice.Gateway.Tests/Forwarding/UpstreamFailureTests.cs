using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Forwarding;

public sealed class UpstreamFailureTests
{
    [Fact]
    public async Task An_upstream_that_is_down_is_a_502_in_the_dialects_shape()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(ClosedPort()));
        foreach (string path in new[] { "/g/chat", "/g/models" })
        {
            using HttpResponseMessage response = await gate.Client.PostAsync(path, Given.Json("{}"), Given.Token);
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Equal("upstream_unreachable", await Given.CodeAsync(response));
        }
    }

    [Fact]
    public async Task A_request_for_which_no_connection_could_be_made_is_sent_once_one_can()
    {
        Uri address = ClosedPort();
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(address), configure: o => o with { Time = new OpeningTime(address) });
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("""{"a":"REPLACE"}"""), Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await Given.TextAsync(response));
    }

    [Fact]
    public async Task A_request_that_reached_the_upstream_is_not_repeated()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(1, upstream.Count);
    }

    [Fact]
    public async Task An_upstream_that_does_not_answer_is_a_504_in_the_dialects_shape()
    {
        var stop = new TaskCompletionSource();
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => stop.Task);
        await using GatewayFixture gate = await Given.GateAsync(upstream, cluster: """ "HttpRequest": { "ActivityTimeout": "00:00:00.200" }, """);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("upstream_timeout", await Given.CodeAsync(response));
        stop.SetResult();
    }

    [Fact]
    public async Task A_cluster_without_an_address_names_the_key_to_set()
    {
        string config = Given.Config(new Uri("http://placeholder/")).Replace("http://placeholder/", "", StringComparison.Ordinal);
        await using GatewayFixture gate = await Given.GateAsync(config);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("ReverseProxy:Clusters:up:Destinations:primary:Address", await Given.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http2_in_clear_text_works_on_both_sides()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("a secret\n");
            },
            HttpProtocols.Http2);
        string config = Given.Config(upstream.Address, cluster: """ "HttpRequest": { "Version": "2", "VersionPolicy": "RequestVersionExact" }, """);
        await using GatewayFixture gate = await Given.GateAsync(config, configure: o => o with
        {
            Sources = o.Sources with { Overrides = new Dictionary<string, string>(o.Sources.Overrides, StringComparer.Ordinal) { ["Kestrel:Endpoints:Proxy:Protocols"] = "Http2" } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat")
        {
            Content = Given.Json("""{"a":"REPLACE"}"""),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal("a [gone]\n", await Given.TextAsync(response));
        RawRequest seen = await upstream.NextRequestAsync(Given.Token);
        Assert.Equal("HTTP/2", seen.Protocol);
        Assert.Equal("""{"a":"done"}"""u8.ToArray(), seen.Body);
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    /// <summary>Begins to listen when the gate's retry asks for its pause, and answers one request.</summary>
    private sealed class OpeningTime(Uri address) : TimeProvider
    {
        private int _opened;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromSeconds(1) && Interlocked.Exchange(ref _opened, 1) == 0)
            {
                var listener = new TcpListener(IPAddress.Loopback, address.Port);
                listener.Start();
                _ = AnswerAsync(listener);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }

        private static async Task AnswerAsync(TcpListener listener)
        {
            using (listener)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                byte[] request = new byte[4096];
                int length = 0;
                while (!request.AsSpan(0, length).EndsWith("\"done\"}"u8))
                    length += await stream.ReadAsync(request.AsMemory(length));
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray());
            }
        }
    }
}
