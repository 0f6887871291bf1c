using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>One endpoint of a dialect: where the texts of its requests, answers and streams are. Stateless; one instance serves all exchanges.</summary>
public abstract class Endpoint
{
    /// <summary>Nothing to inspect: no body in either direction holds content (a model list).</summary>
    public static Endpoint Opaque { get; } = new Unread("opaque");

    /// <summary>Not known to the dialect: JSON is visited leaf by leaf, a stream is refused unless the policy says <c>Pass</c>.</summary>
    public static Endpoint Unknown { get; } = new Unread("unknown");

    public bool IsOpaque => this == Opaque;

    public bool IsUnknown => this == Unknown;

    /// <summary>What the coverage table and the README call it, for example <c>chat completions</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in the words of OpenTelemetry's <c>gen_ai.operation.name</c>, for example <c>chat</c> or <c>embeddings</c>.</summary>
    public virtual string OperationName => "chat";

    /// <summary>What it is asked for a model does, which its requests name.</summary>
    public virtual bool NamesModel => !IsOpaque;

    /// <summary>It answers with a credential of the provider's, with which its holder could go past the gate.</summary>
    public virtual bool IssuesCredential => false;

    /// <summary>The scopes that the texts of its requests can have.</summary>
    public virtual IReadOnlyList<ContentScope> RequestScopes => [];

    /// <summary>The scopes that the texts of its answers can have, whole or streamed.</summary>
    public virtual IReadOnlyList<ContentScope> AnswerScopes => [];

    /// <summary>Media types of its streams, lower case, for example <c>text/event-stream</c>; empty where it has none.</summary>
    public virtual IReadOnlyList<string> StreamTypes => [];

    /// <summary>Texts of its streams go on from event to event, so that some of one may have to wait for the next.</summary>
    public virtual bool HoldsText => StreamTypes.Count > 0;

    /// <summary>Its streams name addresses for what comes next, so that <see cref="Exchange.Address"/> must be known.</summary>
    public virtual bool NamesAddresses => false;

    /// <summary>How a request body of a media type is read: as JSON, whatever it says of itself, where the endpoint takes nothing else.</summary>
    /// <param name="mediaType">Lower case and without parameters; empty where the request does not say.</param>
    public virtual BodyForm RequestForm(string mediaType) => BodyForm.Json;

    /// <summary>How a whole answer of a media type is read.</summary>
    /// <param name="mediaType">Lower case and without parameters; empty where the answer does not say.</param>
    public virtual BodyForm AnswerForm(string mediaType) => MediaType.IsJson(mediaType) ? BodyForm.Json : BodyForm.Unknown;

    /// <summary>Finds every text of a JSON request; throws <see cref="System.Text.Json.JsonException"/> where the document breaks off.</summary>
    public virtual void VisitRequest(ref JsonWalker walker, Exchange exchange) => walker.Leaves(ContentScope.User);

    /// <summary>Finds every text of a whole JSON answer.</summary>
    public virtual void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Leaves(ContentScope.Assistant);

    /// <summary>Finds every text of one line of a file that goes up or comes down (<see cref="BodyForm.File"/>).</summary>
    public virtual void VisitLine(ref JsonWalker walker, Exchange exchange, Direction direction) => walker.Leaves(direction == Direction.Request ? ContentScope.User : ContentScope.Assistant);

    /// <summary>What of its bodies passes unread, by declaration, in words for the coverage table; null where nothing does.</summary>
    public virtual string? Passes => null;

    /// <summary>The grammar of one of its streams, with a state of its own, or null where it has no stream of this media type.</summary>
    public virtual IEventGrammar? OpenStream(string mediaType) => null;

    /// <summary>
    /// Writes the whole JSON answer that stands for one that policy blocks, as the provider's own filter would give it, and returns true; false where
    /// <paramref name="body"/> is no such answer (an error, say) and a refusal is due.
    /// </summary>
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the answer.</param>
    public virtual bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => false;

    /// <summary>
    /// It speaks over a WebSocket: each message of the caller's is a request of its own, the provider's messages are one stream of the media type
    /// <see cref="Streaming.MessageFraming.MediaType"/>.
    /// </summary>
    public virtual bool IsDuplex => false;

    /// <summary>Writes the message that tells a caller over a WebSocket that one of its messages was refused.</summary>
    public virtual void WriteRefused(Refusal refusal, Exchange exchange, IBufferWriter<byte> output) => exchange.Dialect.WriteError(refusal, output);

    /// <summary>The text in a request header that repeats content of the body, or null where a header of this name holds none.</summary>
    public virtual string? HeaderText(string name, string value) => null;

    /// <summary>Spells a text for a header that <see cref="HeaderText"/> knows.</summary>
    public virtual string SpellHeader(string text) => text;

    /// <summary>Whether one of <see cref="StreamTypes"/>.</summary>
    public bool IsStream(string mediaType) => StreamTypes.Contains(mediaType, StringComparer.Ordinal);

    private sealed class Unread(string name) : Endpoint
    {
        public override string Name => name;

        public override string OperationName => "";

        public override BodyForm RequestForm(string mediaType) => mediaType.Length == 0 || MediaType.IsJson(mediaType) ? BodyForm.Json : BodyForm.Unknown;
    }
}
