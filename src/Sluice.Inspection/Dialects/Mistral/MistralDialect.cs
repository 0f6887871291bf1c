using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Mistral;

/// <summary>Mistral's API (docs.mistral.ai/api): OpenAI's chat with content chunks and an error shape of its own, beside it agents, fill-in-the-middle and what only reads.</summary>
internal sealed class MistralDialect : IDialect
{
    private readonly MistralCompletions _chat = new("chat completions", "chat");
    private readonly MistralCompletions _agents = new("agents completions", "invoke_agent");
    private readonly MistralCompletions _fim = new("fim completions", "text_completion", ContentScope.User);
    private readonly MistralInput _embeddings = new("embeddings", "embeddings");
    private readonly MistralInput _moderations = new("moderations", "moderation");
    private readonly MistralInput _classifications = new("classifications", "classification");
    private readonly MistralOcr _ocr = new();

    public MistralDialect() => Endpoints = [_chat, _agents, _fim, _embeddings, _moderations, _classifications, _ocr];

    public string Name => "mistral";

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (string.Equals(method, "POST", StringComparison.Ordinal))
            return new Operation(Posted(path));
        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && IsModels(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => WriteErrorBody(refusal, output);

    /// <summary>Errors as Mistral gives them: <c>{"object":"error","message","type","param","code"}</c>.</summary>
    public static void WriteErrorBody(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "error"u8);
        json.WriteString("message"u8, refusal.Message);
        json.WriteString("type"u8, TypeOf(refusal.Status));
        json.WriteString("param"u8, refusal.Param);
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
    }

    private Endpoint Posted(ReadOnlySpan<char> path) => path switch
    {
        _ when path.EndsWith("/v1/chat/completions", StringComparison.Ordinal) => _chat,
        _ when path.EndsWith("/v1/agents/completions", StringComparison.Ordinal) => _agents,
        _ when path.EndsWith("/v1/fim/completions", StringComparison.Ordinal) => _fim,
        _ when path.EndsWith("/v1/embeddings", StringComparison.Ordinal) => _embeddings,
        _ when path.EndsWith("/v1/moderations", StringComparison.Ordinal) || path.EndsWith("/v1/chat/moderations", StringComparison.Ordinal) => _moderations,
        _ when path.EndsWith("/v1/classifications", StringComparison.Ordinal) || path.EndsWith("/v1/chat/classifications", StringComparison.Ordinal) => _classifications,
        _ when path.EndsWith("/v1/ocr", StringComparison.Ordinal) => _ocr,
        _ => Endpoint.Unknown,
    };

    private static string TypeOf(int status) => status switch
    {
        401 or 403 => "unauthorized",
        429 => "rate_limited",
        >= 500 => "internal_server_error",
        _ => "invalid_request_error",
    };

    /// <summary><c>/v1/models</c> and <c>/v1/models/{id}</c>.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
