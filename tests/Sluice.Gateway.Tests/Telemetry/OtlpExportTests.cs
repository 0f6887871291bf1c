using Microsoft.Extensions.Logging;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Telemetry;

/// <summary>
/// What a collector gets of a gate that is told its address by OpenTelemetry's variables. The gate sends the rest when it stops, so nothing here
/// waits. Sources and meters are the process's: what the gates of other tests do at the same time arrives, too, and is told apart by its route.
/// </summary>
public sealed class OtlpExportTests
{
    private const string Card = "4111 1111 1111 1111";
    private const string Route = "exported";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Spans_metrics_and_logs_arrive_and_no_content_does()
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        await using SimulatorServer simulator = await SimulatorServer.StartAsync();
        await using (GatewayFixture gate = await StartAsync(simulator, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString())))
        {
            await AskAsync(gate, "gpt-planted", stream: false);
            await AskAsync(gate, "gpt-planted", stream: true);
            await AskAsync(gate, $"gpt {Card}", stream: false);
            await RefuseAsync(gate);
        }

        AssertSpans([.. collector.Spans.Where(s => s.Attributes["sluice.route"].Equals(Route))]);
        AssertMetrics([.. collector.Points]);
        Assert.Contains(collector.Logs, l => l.Category == "Sluice.Gateway.Configuration.ConfigurationReloader" && l.Text.StartsWith("The changed configuration has", StringComparison.Ordinal));
        foreach (string planted in (string[])[Card, "4111 1111", "canary", "AKIAIOSFODNN7EXAMPLE", "jane.doe"])
            Assert.DoesNotContain(planted, collector.EveryByte, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("TRACES", true, false, false)]
    [InlineData("METRICS", false, true, false)]
    [InlineData("LOGS", false, false, true)]
    public async Task A_signal_alone_may_have_an_address(string signal, bool spans, bool points, bool logs)
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        await using SimulatorServer simulator = await SimulatorServer.StartAsync();
        string address = new Uri(collector.Address, $"/v1/{signal.ToLowerInvariant()}").ToString();
        await using (GatewayFixture gate = await StartAsync(simulator, ($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", address)))
        {
            await AskAsync(gate, "gpt-planted", stream: false);
            await RefuseAsync(gate);
        }

        Assert.Equal((spans, points, logs), (collector.Spans.Any(), collector.Points.Any(), collector.Logs.Any()));
    }

    private static void AssertSpans(List<OtlpSpan> spans)
    {
        Assert.Equal(3, spans.Count);
        Assert.All(spans, s => Assert.Equal((2, TraceId, "gate-under-test"), (s.Kind, s.TraceId, s.Resource["service.name"])));
        Assert.Equal(2, spans.Count(s => s.Name == "chat gpt-planted"));
        OtlpSpan span = spans.First(s => s.Name == "chat gpt-planted");
        var expected = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = "gpt-planted",
            ["gen_ai.response.model"] = "gpt-planted",
            ["http.response.status_code"] = 200L,
            ["sluice.route"] = Route,
            ["sluice.policy"] = "default",
            ["sluice.decision"] = "Redact",
        };
        foreach ((string name, object value) in expected)
            Assert.Equal(value, span.Attributes[name]);
        Assert.True((long)span.Attributes["gen_ai.usage.input_tokens"] > 0);
        Assert.True((long)span.Attributes["gen_ai.usage.output_tokens"] > 0);
        Assert.NotEmpty((string)span.Attributes["sluice.caller"]);
        Assert.Equal("[REDACTED]", Assert.Single(spans, s => s.Name != "chat gpt-planted").Attributes["gen_ai.request.model"]);
    }

    private static void AssertMetrics(List<OtlpPoint> points)
    {
        List<OtlpPoint> own = points.FindAll(p => Route.Equals(p.Attributes.GetValueOrDefault("sluice.route")));
        Assert.Equal(3, own.Where(p => p is { Name: "sluice.requests", Unit: "{request}", Kind: "sum" }).Sum(p => p.Value));
        Assert.Contains(points, p => p is { Name: "sluice.decisions", Unit: "{match}", Kind: "sum", Value: > 0 }
            && p.Attributes["sluice.rule"].Equals("pii/payment-card") && p.Attributes["sluice.direction"].Equals("Request") && p.Attributes["sluice.decision"].Equals("Tokenize"));
        Assert.Contains(points, p => p.Name == "sluice.decisions" && p.Attributes["sluice.direction"].Equals("Response"));
        Assert.Equal(["inspected", "known"], points.Where(p => p is { Name: "sluice.request_characters", Unit: "{character}" }).Select(p => (string)p.Attributes["sluice.text"]).Order(StringComparer.Ordinal).Distinct());
        Assert.Equal(["input", "output"], points.Where(p => p is { Name: "sluice.tokens", Unit: "{token}", Value: > 0 }).Select(p => (string)p.Attributes["gen_ai.token.type"]).Order(StringComparer.Ordinal).Distinct());
        Assert.Equal(3, own.Where(p => p is { Name: "sluice.added_latency", Unit: "s", Kind: "histogram" }).Sum(p => p.Value));
        Assert.Equal(1, own.Where(p => p is { Name: "sluice.time_to_first_token", Unit: "s", Kind: "histogram" }).Sum(p => p.Value));
        Assert.Equal(1, own.Where(p => p is { Name: "sluice.held_characters", Unit: "{character}", Kind: "histogram" }).Sum(p => p.Value));
        Assert.Contains(points, p => p is { Name: "sluice.buffered_bytes", Unit: "By", Kind: "gauge" });
    }

    private static Task<GatewayFixture> StartAsync(SimulatorServer simulator, params (string Name, string Value)[] endpoints)
    {
        Dictionary<string, string> variables = endpoints.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        variables["OTEL_SERVICE_NAME"] = "gate-under-test";
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "3600000"; // Once, at the end: sums are cumulative.
        string config = Stage.Config(simulator.Address).Replace("\"default\":{\"ClusterId\"", $"\"{Route}\":{{\"ClusterId\"", StringComparison.Ordinal);
        return GatewayFixture.StartAsync(config, o => o with
        {
            Logging = logging => logging.SetMinimumLevel(LogLevel.Trace),
            TelemetryVariable = name => variables.GetValueOrDefault(name),
        });
    }

    /// <summary>Has the gate say something: that a changed file is not taken.</summary>
    private static async Task RefuseAsync(GatewayFixture gate)
    {
        await File.WriteAllTextAsync(gate.ConfigFile, $$""" { "Sluice": { "Policies": "{{Card}}" } } """, Given.Token);
        Assert.Null((await gate.Host.ReloadAsync(Given.Token)).Snapshot);
    }

    /// <summary>A prompt with a card, an answer with planted values, and something that nobody is to see in every other place.</summary>
    private static async Task AskAsync(GatewayFixture gate, string model, bool stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/default/v1/chat/completions?key=canary-query")
        {
            Content = Given.Json($$"""
                {"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"stream_options":{"include_usage":true},"user":"canary-user",
                 "messages":[{"role":"user","content":"My card is {{Card}}, canary-prompt. Please leak."}]}
                """),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer canary-credential");
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Contains("[REDACTED:pii/payment-card]", await Given.TextAsync(response), StringComparison.Ordinal);
    }
}
