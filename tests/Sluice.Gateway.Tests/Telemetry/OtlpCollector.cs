using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Telemetry;

/// <summary>A small collector: takes OTLP over HTTP in protobuf, keeps every byte of it, and reads of it what tests ask for.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly RawUpstream _server;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _exports;

    private OtlpCollector(RawUpstream server, ConcurrentQueue<(string Signal, byte[] Body)> exports) => (_server, _exports) = (server, exports);

    public Uri Address => _server.Address;

    /// <summary>Everything that arrived, byte for byte as Latin-1, so that nothing can hide in what is no text.</summary>
    public string EveryByte => string.Concat(_exports.Select(e => Encoding.Latin1.GetString(e.Body)));

    public IEnumerable<OtlpSpan> Spans => Read("/v1/traces").SelectMany(r => r.Messages(1)).SelectMany(resource => resource.Messages(2, 2).Select(span => new OtlpSpan(
        span.Text(5), (int)span.Number(6), Convert.ToHexStringLower(span.Bytes(1).Span), Attributes(span, 9), Attributes(resource.Messages(1).Single(), 1))));

    /// <summary>Data points, one by one.</summary>
    public IEnumerable<OtlpPoint> Points => Read("/v1/metrics").SelectMany(r => r.Messages(1, 2, 2)).SelectMany(metric =>
        metric.Messages(5, 1).Select(p => Number(metric, p, "gauge"))
            .Concat(metric.Messages(7, 1).Select(p => Number(metric, p, "sum")))
            .Concat(metric.Messages(9, 1).Select(p => new OtlpPoint(metric.Text(1), metric.Text(3), "histogram", p.Number(4), Attributes(p, 9)))));

    /// <summary>Category and text of every log line.</summary>
    public IEnumerable<(string Category, string Text)> Logs => Read("/v1/logs").SelectMany(r => r.Messages(1, 2)).SelectMany(scope =>
        scope.Messages(2).Select(record => (scope.Messages(1).Single().Text(1), record.Messages(5).Single().Text(1))));

    public static async Task<OtlpCollector> StartAsync()
    {
        var exports = new ConcurrentQueue<(string Signal, byte[] Body)>();
        RawUpstream? server = null;
        server = await RawUpstream.StartAsync(async context =>
        {
            RawRequest export = await server!.NextRequestAsync(context.RequestAborted);
            bool known = export.Target is "/v1/traces" or "/v1/metrics" or "/v1/logs" && export.Headers["Content-Type"] == "application/x-protobuf";
            if (known)
                exports.Enqueue((export.Target, export.Body));
            context.Response.StatusCode = (int)(known ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
            context.Response.ContentType = "application/x-protobuf"; // An empty body is an empty message: everything was taken.
        });
        return new OtlpCollector(server, exports);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<WireMessage> Read(string signal) => _exports.Where(e => e.Signal == signal).Select(e => new WireMessage(e.Body));

    /// <summary>A number is an 8-byte integer (field 6) or a double (field 4).</summary>
    private static OtlpPoint Number(WireMessage metric, WireMessage point, string kind) =>
        new(metric.Text(1), metric.Text(3), kind, point.Has(6) ? (long)point.Number(6) : BitConverter.UInt64BitsToDouble(point.Number(4)), Attributes(point, kind == "histogram" ? 9 : 7));

    private static Dictionary<string, object> Attributes(WireMessage message, int field) =>
        message.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Messages(2).Single()), StringComparer.Ordinal);

    private static object Value(WireMessage value) => value.Has(1) ? value.Text(1) : value.Has(3) ? (long)value.Number(3) : value.Has(2) ? value.Number(2) != 0 : BitConverter.UInt64BitsToDouble(value.Number(4));
}

/// <summary>A span as it arrived; a server's is of kind 2.</summary>
internal sealed record OtlpSpan(string Name, int Kind, string TraceId, Dictionary<string, object> Attributes, Dictionary<string, object> Resource);

/// <summary>One data point of a metric; of a histogram, the count.</summary>
internal sealed record OtlpPoint(string Name, string Unit, string Kind, double Value, Dictionary<string, object> Attributes);
