using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>Cohere's API, version 2 (docs.cohere.com/reference). Version 1 and everything else is unknown.</summary>
internal sealed class CohereDialect : IDialect
{
    private readonly CohereChat _chat = new();
    private readonly CohereEmbed _embed = new();
    private readonly CohereRerank _rerank = new();

    public CohereDialect() => Endpoints = [_chat, _embed, _rerank];

    public string Name => "cohere";

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (string.Equals(method, "POST", StringComparison.Ordinal))
        {
            return path switch
            {
                _ when path.EndsWith("/v2/chat", StringComparison.Ordinal) => new Operation(_chat),
                _ when path.EndsWith("/v2/embed", StringComparison.Ordinal) => new Operation(_embed),
                _ when path.EndsWith("/v2/rerank", StringComparison.Ordinal) => new Operation(_rerank),
                _ => new Operation(Endpoint.Unknown),
            };
        }

        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && IsModels(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    /// <summary>Errors as Cohere gives them: <c>{"message":"…"}</c> (docs.cohere.com/reference/errors).</summary>
    public void WriteError(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("message"u8, refusal.Message);
        json.WriteEndObject();
    }

    /// <summary><c>/v1/models</c> and <c>/v1/models/{model}</c>.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
