using System.Text;
using Sluice.Inspection.Bodies;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection;

/// <summary>Front door of the room: what is said, and what the policy makes of it. Stateless and safe for any number of threads.</summary>
public static class Inspector
{
    /// <summary>Inspects a request body, in the form that its endpoint takes. What the verdict says to forward is exactly what was scanned.</summary>
    public static BodyVerdict InspectRequest(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits) =>
        Inspect(exchange, body, limits, Direction.Request);

    /// <summary>Inspects a whole answer.</summary>
    public static BodyVerdict InspectResponse(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits) =>
        Inspect(exchange, body, limits, Direction.Response);

    /// <summary>Begins to guard a streamed answer, or returns null: the dialect does not know this grammar and the policy does not let unknown streams pass.</summary>
    /// <param name="exchange">The exchange that the stream answers.</param>
    /// <param name="mediaType">The answer's media type without parameters, for example <c>text/event-stream</c>.</param>
    /// <param name="limits">Bounds.</param>
    public static StreamGuard? OpenStream(Exchange exchange, string mediaType, InspectionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Endpoint.AnswerForm(mediaType) == BodyForm.File)
            return new FileGuard(exchange, limits);
        if (Framing(mediaType) is { } framing && exchange.Endpoint.OpenStream(mediaType) is { } grammar)
        {
            grammar.Begin(exchange);
            return new EventStreamGuard(grammar, framing, exchange, limits);
        }

        return exchange.Policy.OnUnknown == UnknownMode.Pass ? new OpenGuard() : null;
    }

    /// <summary>Inspects one text that stands outside a body, complete in itself.</summary>
    public static TextVerdict InspectText(Exchange exchange, Direction direction, ContentScope scope, string text)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            scratch.Scan.Begin(exchange, direction);
            scratch.Scan.Scan(bytes, new TextSlot { Length = bytes.Length, Kind = SlotKind.Raw, Scope = scope });
            if (scratch.Scan.Blocked || scratch.Scan.Changes.Count == 0)
                return new TextVerdict(scratch.Scan.Blocked, null);
            using PooledBuffer<byte> changed = new(bytes.Length + 64);
            scratch.Scan.Changes.Apply(bytes, changed);
            return new TextVerdict(false, Encoding.UTF8.GetString(changed.Span));
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>How a media type cuts a stream into events, or null where nobody here knows.</summary>
    internal static IEventFraming? Framing(string mediaType) => mediaType switch
    {
        "text/event-stream" => new SseFraming(),
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonl" => new LineFraming(),
        "application/json" => new ArrayFraming(),
        "application/vnd.amazon.eventstream" => new AwsEventFraming(),
        MessageFraming.MediaType => new MessageFraming(),
        _ => null,
    };

    private static BodyVerdict Inspect(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(limits);
        if (body.IsEmpty || exchange.Endpoint.IsOpaque || (exchange.Endpoint.IsUnknown && exchange.Policy.OnUnknown == UnknownMode.Pass))
            return default;
        InspectionScratch scratch = InspectionScratch.Rent();
        scratch.Slots.Clear();
        try
        {
            return exchange.Policy.AsksRemotely ? Asking(exchange, body, limits, direction, scratch) : Pass(exchange, body, limits, direction, scratch);
        }
        finally
        {
            scratch.Return();
        }
    }

    private static BodyVerdict Pass(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, Direction direction, InspectionScratch scratch) =>
        direction == Direction.Request ? BodyInspection.Request(exchange, body, limits, scratch) : BodyInspection.Response(exchange, body, limits, scratch);

    /// <summary>A pass whose outcome hangs on remote judges comes to nothing but what they are to be asked. What is refused without them they do not get to see.</summary>
    private static BodyVerdict Asking(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, Direction direction, InspectionScratch scratch)
    {
        ExchangeMark before = exchange.Mark();
        RemoteVerdicts remote = exchange.Ask();
        remote.Collects = true;
        BodyVerdict verdict;
        try
        {
            verdict = Pass(exchange, body, limits, direction, scratch);
        }
        finally
        {
            remote.Collects = false;
        }

        if (verdict.Refusal is not null || scratch.Scan.Blocked)
            remote.Drop();
        if (!remote.Awaits)
            return verdict;
        verdict.Replacement?.Dispose();
        exchange.Return(before);
        return new BodyVerdict(null, null) { Awaits = true };
    }
}

/// <summary>Bounds of inspection.</summary>
/// <param name="MaxDepth">Deepest nesting of JSON that is read; deeper documents are refused. 1 to 512.</param>
/// <param name="MaxEventBytes">Longest single event of a stream; a longer one ends the stream with an error.</param>
/// <param name="MaxLanes">Most texts that one stream may carry side by side; more end the stream with an error.</param>
public sealed record InspectionLimits(int MaxDepth = 64, int MaxEventBytes = 4 << 20, int MaxLanes = 1_024);

/// <summary>What shall become of a text.</summary>
/// <param name="Blocked">It may not go on.</param>
/// <param name="Replacement">Not null: what goes on instead.</param>
public readonly record struct TextVerdict(bool Blocked, string? Replacement);

/// <summary>What shall become of a body.</summary>
/// <param name="Refusal">Not null: refuse with this; nothing is forwarded.</param>
/// <param name="Replacement">Not null: forward this instead; the receiver disposes it. Both null: the original bytes go on, untouched.</param>
public readonly record struct BodyVerdict(Refusal? Refusal, PooledBuffer<byte>? Replacement)
{
    /// <summary>Nothing is decided yet: inspect once more when the verdicts that <see cref="Exchange.Remote"/> awaits are there.</summary>
    public bool Awaits { get; init; }
}
