using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Telemetry;
using Sluice.Gateway.Tests.Duplex;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>Parts and events of unknown types through a real gate whose policy refuses them: what the caller sees, and what is counted.</summary>
public sealed class UnknownContentTests
{
    private const string Clean = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";
    private const string Unknown = """{"model":"m","messages":[{"role":"user","content":[{"type":"hologram","beam":"EMP-123456"}]}]}""";

    [Fact]
    public async Task Requests_answers_and_streams_end_in_errors_of_their_dialect_and_are_counted_without_content()
    {
        var counted = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        int asked = 0;
        await using RawUpstream upstream = await RawUpstream.StartAsync(context =>
        {
            asked++;
            bool stream = context.Request.QueryString.Value == "?stream";
            context.Response.ContentType = stream ? "text/event-stream" : "application/json";
            return context.Response.WriteAsync(stream
                ? "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[]}}\n\nevent: hologram\ndata: {\"type\":\"hologram\",\"beam\":\"EMP-123456\"}\n\n"
                : """{"type":"message","content":[{"type":"hologram","beam":"EMP-123456"}]}""");
        });
        ExchangeTelemetry? own = null;
        using MeterListener listener = Counting(counted, () => own);
        await using (GatewayFixture gate = await GatewayFixture.StartAsync(Config(upstream.Address)))
        {
            own = gate.Host.Services.GetRequiredService<ExchangeTelemetry>();
            listener.Start();
            using HttpResponseMessage request = await gate.Client.PostAsync("/v1/messages", Given.Json(Unknown), Given.Token);
            string refused = await Given.TextAsync(request);
            Assert.Equal((HttpStatusCode.BadRequest, 0), (request.StatusCode, asked));
            Assert.StartsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"", refused, StringComparison.Ordinal);
            Assert.Contains("hologram", refused, StringComparison.Ordinal);

            using HttpResponseMessage answer = await gate.Client.PostAsync("/v1/messages", Given.Json(Clean), Given.Token);
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            Assert.DoesNotContain("hologram", await Given.TextAsync(answer), StringComparison.Ordinal);

            using HttpResponseMessage stream = await gate.Client.PostAsync("/v1/messages?stream", Given.Json(Clean), Given.Token);
            string seen = await Given.TextAsync(stream);
            Assert.StartsWith("event: message_start\n", seen, StringComparison.Ordinal);
            Assert.Contains("event: error\ndata: {\"type\":\"error\"", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("EMP-123456", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("EMP-123456", gate.Logs.Text, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["event Response anthropic messages 1", "part Request anthropic messages 1", "part Response anthropic messages 1"],
            counted.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_realtime_session_answers_an_unknown_event_of_the_callers_and_ends_with_one_of_the_providers()
    {
        await using SocketStage stage = await SocketStage.StartAsync(policy: "\"OnUnknown\": \"Refuse\",");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        {
            await Sockets.SayAsync(client, """{"type":"hologram.show","event_id":"e1"}""");
            Assert.Contains("hologram.show", await ReadAsync(client), StringComparison.Ordinal);
            await provider.SayAsync("""{"type":"session.updated"}""");
            Assert.Equal("""{"type":"session.updated"}""", await ReadAsync(client));
            await provider.SayAsync("""{"type":"hologram.shown","beam":"EMP-123456"}""");
            Assert.Contains("unknown_event", await ReadAsync(client), StringComparison.Ordinal);
            Assert.Null(await ReadAsync(client));
        }
    }

    /// <summary>The next message, or null where the other side closes.</summary>
    private static async Task<string?> ReadAsync(ClientWebSocket client)
    {
        byte[] buffer = new byte[8 << 10];
        WebSocketReceiveResult read = await client.ReceiveAsync(buffer, Given.Token);
        return read.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, read.Count);
    }

    private static MeterListener Counting(ConcurrentDictionary<string, long> counted, Func<ExchangeTelemetry?> own)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "sluice.unknown" && own() is { } telemetry && ReferenceEquals(instrument.Meter.Scope, telemetry))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted.AddOrUpdate(string.Join(' ', tags.ToArray().Select(t => t.Value)), count, (_, sum) => sum + count));
        return listener;
    }

    private static string Config(Uri upstream) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "r": { "ClusterId": "up", "Match": { "Path": "/{**rest}" }, "Metadata": { "Dialect": "anthropic", "Policy": "p" } } },
            "Clusters": { "up": { "Destinations": { "primary": { "Address": "{{upstream}}" } } } },
          },
          "Sluice": { "Policies": { "p": { "OnUnknown": "Refuse", "Rules": [] } } },
        }
        """;
}
