using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary>
/// Ollama's own API (docs.ollama.com/api). Its endpoints under <c>/v1</c> speak OpenAI's, for which there is a dialect; whatever makes, shows and moves models is unknown.
/// </summary>
internal sealed class OllamaDialect : IDialect
{
    private readonly OllamaGeneration _chat = new(chat: true);
    private readonly OllamaGeneration _generate = new(chat: false);
    private readonly OllamaEmbedding _embed = new("embed");
    private readonly OllamaEmbedding _embeddings = new("embeddings");

    public OllamaDialect() => Endpoints = [_chat, _generate, _embed, _embeddings];

    public string Name => "ollama";

    public bool NeedsCredential => false;

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (string.Equals(method, "POST", StringComparison.Ordinal))
        {
            return path switch
            {
                _ when path.EndsWith("/api/chat", StringComparison.Ordinal) => new Operation(_chat),
                _ when path.EndsWith("/api/generate", StringComparison.Ordinal) => new Operation(_generate),
                _ when path.EndsWith("/api/embed", StringComparison.Ordinal) => new Operation(_embed),
                _ when path.EndsWith("/api/embeddings", StringComparison.Ordinal) => new Operation(_embeddings),
                _ => new Operation(Endpoint.Unknown),
            };
        }

        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && IsOpaque(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => WriteErrorBody(refusal, output);

    /// <summary>Errors as Ollama gives them, whole and in a stream: <c>{"error":"message"}</c>.</summary>
    public static void WriteErrorBody(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("error"u8, refusal.Message);
        json.WriteEndObject();
    }

    /// <summary>The root says only that Ollama is running; the others list models and versions.</summary>
    private static bool IsOpaque(ReadOnlySpan<char> path) =>
        path.IsEmpty || path.EndsWith("/api/tags", StringComparison.Ordinal) || path.EndsWith("/api/version", StringComparison.Ordinal)
        || path.EndsWith("/api/ps", StringComparison.Ordinal);
}
