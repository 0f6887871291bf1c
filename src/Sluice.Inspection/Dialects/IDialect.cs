using System.Buffers;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// A provider's wire format: where the text is, how an error, a refusal and a stream's end look. One folder and one registration line each.
/// Stateless; one instance serves all exchanges.
/// </summary>
public interface IDialect
{
    /// <summary>The name that routes use, for example <c>openai</c>.</summary>
    string Name { get; }

    /// <summary>What this dialect knows of a method and a path (without the route's prefix, for example <c>/v1/chat/completions</c>).</summary>
    Surface Resolve(string method, ReadOnlySpan<char> path);

    /// <summary>Writes an error body in the provider's own shape.</summary>
    void WriteError(Refusal refusal, IBufferWriter<byte> output);

    /// <summary>
    /// Finds every text of a JSON body. Throws <see cref="System.Text.Json.JsonException"/> where the body is not what the dialect accepts.
    /// </summary>
    void VisitRequest(Surface surface, ReadOnlySpan<byte> body, Json.SlotList slots, Exchange exchange);

    /// <summary>Finds every text of a JSON answer.</summary>
    void VisitResponse(Surface surface, ReadOnlySpan<byte> body, Json.SlotList slots, Exchange exchange);

    /// <summary>Finds every text of one stream event's JSON payload; a text that continues over events names its lane.</summary>
    void VisitEvent(ReadOnlySpan<byte> payload, Json.SlotList slots, Exchange exchange);

    /// <summary>Writes the whole JSON answer that stands for one that policy blocks, as the provider's own filter would give it.</summary>
    void WriteBlockedResponse(ReadOnlySpan<byte> body, IBufferWriter<byte> output);
}

/// <summary>What a dialect knows of an endpoint.</summary>
public enum Surface : byte
{
    /// <summary>Nothing to inspect: no body in either direction holds content (a model list).</summary>
    Opaque,

    /// <summary>Not known: JSON is visited leaf by leaf, a stream is refused unless the policy says <c>Pass</c>.</summary>
    Unknown,

    /// <summary>A chat whose grammar the dialect knows, whole and streamed.</summary>
    Chat,
}

/// <summary>An error for the caller, before it takes its dialect's shape.</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">The provider's machine-readable code, for example <c>content_filter</c>.</param>
/// <param name="Message">For people; never holds content.</param>
/// <param name="Param">The offending part of the request, or null.</param>
public sealed record Refusal(int Status, string Code, string Message, string? Param = null);
