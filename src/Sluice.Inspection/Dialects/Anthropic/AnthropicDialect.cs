using System.Buffers;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>Anthropic's API (platform.claude.com/docs/en/api), and all that speak like it.</summary>
internal sealed class AnthropicDialect : IDialect
{
    private const string Batches = "/messages/batches";

    private readonly Messages _messages = new();
    private readonly TokenCounts _counts = new();
    private readonly MessageBatches _batches = new();
    private readonly BatchResults _results = new();
    private readonly TextCompletions _completions = new();

    public AnthropicDialect() => Endpoints = [_messages, _counts, _batches, _results, _completions];

    public string Name => "anthropic";

    public CredentialForm OwnCredential { get; } = new("x-api-key");

    public IReadOnlyList<string> CredentialHeaders { get; } = ["x-api-key", "Authorization"];

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        bool posts = string.Equals(method, "POST", StringComparison.Ordinal);
        if (posts && path.EndsWith("/messages", StringComparison.Ordinal))
            return new Operation(_messages);
        if (posts && path.EndsWith("/messages/count_tokens", StringComparison.Ordinal))
            return new Operation(_counts);
        if (posts && path.EndsWith("/complete", StringComparison.Ordinal))
            return new Operation(_completions);
        int batches = path.IndexOf(Batches, StringComparison.Ordinal);
        if (batches >= 0 && (path.Length == batches + Batches.Length || path[batches + Batches.Length] == '/'))
            return new Operation(path.EndsWith("/results", StringComparison.Ordinal) ? _results : _batches);
        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && IsModels(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => AnthropicErrors.Write(refusal, output);

    /// <summary><c>/v1/models</c> and <c>/v1/models/{id}</c>, under whatever prefix.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
