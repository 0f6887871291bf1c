using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// A provider's wire format: where the text is, how an error, a refusal and a stream's end look. One folder and one registration line each.
/// Stateless; one instance serves all exchanges.
/// </summary>
public interface IDialect
{
    /// <summary>The name that routes use, for example <c>openai</c>.</summary>
    string Name { get; }

    /// <summary>The scopes that the texts of its answers can have.</summary>
    IReadOnlyList<ContentScope> AnswerScopes { get; }

    /// <summary>What this dialect knows of a method and a path (without the route's prefix, for example <c>/v1/chat/completions</c>).</summary>
    Surface Resolve(string method, ReadOnlySpan<char> path);

    /// <summary>Writes an error body in the provider's own shape.</summary>
    void WriteError(Refusal refusal, IBufferWriter<byte> output);

    /// <summary>Finds every text of a JSON request; throws <see cref="System.Text.Json.JsonException"/> where the document breaks off.</summary>
    void VisitRequest(ref JsonWalker walker, Exchange exchange);

    /// <summary>Finds every text of a JSON answer.</summary>
    void VisitResponse(ref JsonWalker walker, Exchange exchange);

    /// <summary>The grammar of this surface's streams with a state of its own, or null where the dialect knows none of this media type.</summary>
    IEventGrammar? OpenStream(Surface surface, string mediaType);

    /// <summary>
    /// Writes the whole JSON answer that stands for one that policy blocks, as the provider's own filter would give it, and returns true; false where
    /// <paramref name="body"/> is no such answer (an error, say) and a refusal is due.
    /// </summary>
    /// <param name="surface">The endpoint.</param>
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the answer.</param>
    bool TryWriteBlockedResponse(Surface surface, ReadOnlySpan<byte> body, IBufferWriter<byte> output);
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

/// <summary>The grammar of one stream of server-sent events: what its events hold, and how text and an ending are written in it. One per stream.</summary>
public interface IEventGrammar
{
    /// <summary>Finds every text of one event's JSON payload; a text that continues over events names its lane.</summary>
    void Visit(ref JsonWalker walker, Exchange exchange);

    /// <summary>Tells the grammar that an event leaves for the client: what it finished is finished, and the grammar's own events can look like it.</summary>
    /// <param name="payload">The event's JSON as it leaves.</param>
    /// <param name="found">What <see cref="Visit"/> found in it.</param>
    void Left(ReadOnlySpan<byte> payload, SlotList found);

    /// <summary>Writes the member that gives <paramref name="text"/> to a lane inside an event's delta, or returns false where the lane cannot be carried so.</summary>
    bool TryWriteDeltaMember(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output);

    /// <summary>Writes a whole event that gives <paramref name="text"/> to a lane; <paramref name="logprobs"/> are the entries that describe it, comma between, or empty.</summary>
    void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IBufferWriter<byte> output);

    /// <summary>Writes the events that end the stream as the provider's own content filter would.</summary>
    void WriteBlocked(IBufferWriter<byte> output);

    /// <summary>Writes the events that end the stream with an error.</summary>
    void WriteError(Refusal refusal, IBufferWriter<byte> output);
}
