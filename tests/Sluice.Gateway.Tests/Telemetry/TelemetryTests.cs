using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sluice.Gateway.Telemetry;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("", "", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", true, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:4317", true, false, false)]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp", false, true, false)]
    [InlineData("OTEL_LOGS_EXPORTER", "none", false, false, false)]
    [InlineData("OTEL_SERVICE_NAME", "x", false, false, false)]
    public void What_is_exported_follows_opentelemetrys_variables(string name, string value, bool traces, bool metrics, bool logs)
    {
        ExportSettings settings = ExportSettings.Read(n => n == name ? value : null);
        Assert.Equal((traces, metrics, logs), (settings.Traces, settings.Metrics, settings.Logs));
        ExportSettings off = ExportSettings.Read(n => n == name ? value : n == "OTEL_SDK_DISABLED" ? "true" : null);
        Assert.Equal((false, false, false), (off.Traces, off.Metrics, off.Logs));
    }

    [Fact]
    public async Task Nothing_is_exported_by_default()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")));
        Assert.DoesNotContain(gate.Host.Services.GetServices<IHostedService>(), s => s is TelemetryExport);
    }

    [Fact]
    public async Task An_exchange_is_one_server_span_by_the_genai_conventions()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Sluice",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using (RawUpstream upstream = await Answering())
        await using (GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address).Replace("\"guarded\"", "\"spanned\"", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat?key=canary") { Content = Given.Json("REPLACE") };
            request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer canary");
            using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        }

        Activity span = Assert.Single(spans, s => "spanned".Equals(s.GetTagItem("sluice.route")));
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal("chat probe-model", span.DisplayName);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToString());
        Dictionary<string, object?> tags = span.TagObjects.ToDictionary(StringComparer.Ordinal);
        Assert.Equal("chat", tags["gen_ai.operation.name"]);
        Assert.Equal("probe", tags["gen_ai.provider.name"]);
        Assert.Equal("probe-model", tags["gen_ai.request.model"]);
        Assert.Equal("probe-answer", tags["gen_ai.response.model"]);
        Assert.Equal(7L, tags["gen_ai.usage.input_tokens"]);
        Assert.Equal(11L, tags["gen_ai.usage.output_tokens"]);
        Assert.Equal(200, tags["http.response.status_code"]);
        Assert.Equal("Redact", tags["sluice.decision"]);
        Assert.DoesNotContain(tags.Values, v => v!.ToString()!.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exchange_is_measured()
    {
        var measured = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        await using RawUpstream upstream = await Answering();
        ExchangeTelemetry? own = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (own is not null && ReferenceEquals(instrument.Meter.Scope, own))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, v, tags, _) =>
        {
            measured.AddOrUpdate(i.Name, v, (_, sum) => sum + v);
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "sluice.endpoint")
                    measured.AddOrUpdate($"{i.Name} {tag.Value}", v, (_, sum) => sum + v);
            }
        });
        listener.SetMeasurementEventCallback<double>((i, v, _, _) => measured[i.Name] = v);
        listener.SetMeasurementEventCallback<int>((i, v, _, _) => measured[i.Name] = v);
        await using (GatewayFixture gate = await Given.GateAsync(upstream))
        {
            own = gate.Host.Services.GetRequiredService<ExchangeTelemetry>();
            listener.Start();
            using HttpResponseMessage json = await gate.Client.PostAsync("/g/chat", Given.Json("REPLACE"), Given.Token);
            using HttpResponseMessage stream = await gate.Client.PostAsync("/g/chat?stream", Given.Json("{}"), Given.Token);
            using HttpResponseMessage plain = await gate.Client.PostAsync("/plain/chat", Given.Json("{}"), Given.Token);
            using HttpResponseMessage unknown = await gate.Client.PostAsync("/g/elsewhere", Given.Json("{}"), Given.Token);
        }

        Assert.Equal(3, measured["sluice.requests"]);
        Assert.Equal(2, measured["sluice.requests chat"]);
        Assert.Equal(1, measured["sluice.requests unknown"]);
        Assert.Equal(1, measured["sluice.decisions"]);
        Assert.Equal(36, measured["sluice.tokens"]);
        Assert.Equal(4, measured["sluice.held_characters"]);
        Assert.InRange(measured["sluice.time_to_first_token"], double.Epsilon, 60);
        Assert.InRange(measured["sluice.added_latency"], 0, 60);
    }

    [Fact]
    public async Task No_url_no_credential_and_no_content_reaches_a_log_whatever_level_is_asked_for()
    {
        const string logging = """ "Logging": { "LogLevel": { "Default": "Trace", "Microsoft": "Trace", "Yarp": "Debug", "Yarp.ReverseProxy.Forwarder": "Trace", "System": "Trace", "Microsoft.AspNetCore.Hosting.Diagnostics": "Trace" } }, """;
        await using RawUpstream upstream = await Answering();
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address).Insert(1, logging));
        await using GatewayFixture broken = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")).Insert(1, logging));
        foreach (string path in new[] { "/g/chat", "/g/models", "/plain/chat", "/lenient/chat", "/nowhere" })
        {
            foreach (GatewayFixture one in new[] { gate, broken })
            {
                foreach (string body in new[] { "{}", "REFUSE", "THROW" })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, path + "?key=canary-key") { Content = Given.Json(body + "canary-text") };
                    request.Headers.TryAddWithoutValidation("Authorization", "Bearer canary-credential");
                    using HttpResponseMessage response = await one.Client.SendAsync(request, Given.Token);
                }
            }
        }

        Assert.NotEmpty(gate.Logs.Lines);
        Assert.NotEmpty(broken.Logs.Lines);
        Assert.DoesNotContain("canary", gate.Logs.Text + broken.Logs.Text, StringComparison.Ordinal);
    }

    private static Task<RawUpstream> Answering() => RawUpstream.StartAsync(context =>
    {
        bool stream = context.Request.QueryString.Value == "?stream";
        context.Response.ContentType = stream ? "text/event-stream" : "application/json";
        return context.Response.WriteAsync(stream ? "one\nheld" : "{}");
    });
}
