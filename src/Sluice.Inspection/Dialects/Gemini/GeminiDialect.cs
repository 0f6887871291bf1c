using System.Buffers;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>
/// Google's Gemini API (ai.google.dev/api), and Vertex AI where it speaks the same: the last segment of a path is a model and, behind a colon, what it is to do. Cached
/// contents, files and everything else are unknown.
/// </summary>
internal sealed class GeminiDialect : IDialect
{
    private readonly GenerateContent _generate = new(streams: false);
    private readonly GenerateContent _stream = new(streams: true);
    private readonly InputEndpoint _embed = new("embedContent", "embeddings", ContentScope.User, ContentScope.Document);
    private readonly InputEndpoint _embedBatch = new("batchEmbedContents", "embeddings", ContentScope.User, ContentScope.Document);
    private readonly InputEndpoint _count = new(
        "countTokens",
        "count_tokens",
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document]);

    public GeminiDialect() => Endpoints = [_generate, _stream, _embed, _embedBatch, _count];

    public string Name => "gemini";

    public CredentialForm OwnCredential { get; } = new("x-goog-api-key");

    public bool KeyInQuery => true;

    public IReadOnlyList<string> CredentialHeaders { get; } = ["x-goog-api-key", "Authorization"];

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        ReadOnlySpan<char> last = path[(path.LastIndexOf('/') + 1)..];
        int colon = last.IndexOf(':');
        if (colon > 0 && string.Equals(method, "POST", StringComparison.Ordinal))
            return Of(last[(colon + 1)..], last[..colon].ToString());
        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && colon < 0 && IsModels(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => GeminiErrors.Write(refusal, output);

    private Operation Of(ReadOnlySpan<char> action, string model) => action switch
    {
        "generateContent" => new Operation(_generate, model),
        "streamGenerateContent" => new Operation(_stream, model, Streaming: true),
        "embedContent" => new Operation(_embed, model),
        "batchEmbedContents" => new Operation(_embedBatch, model),
        "countTokens" => new Operation(_count, model),
        _ => new Operation(Endpoint.Unknown, model),
    };

    /// <summary><c>/v1beta/models</c> and <c>/v1beta/models/{model}</c>, under whatever prefix.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
