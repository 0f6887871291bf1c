using System.Buffers;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>OpenAI's API (platform.openai.com/docs/api-reference), and all that speak like it.</summary>
internal sealed class OpenAiDialect : IDialect
{
    private readonly ChatCompletions _chat = new();
    private readonly RealtimeSessions _realtime = new();
    private readonly RealtimeSecrets _realtimeSecrets = new();

    public OpenAiDialect() => Endpoints = [_chat, _realtime, _realtimeSecrets];

    public string Name => "openai";

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (path.EndsWith("/chat/completions", StringComparison.Ordinal) && string.Equals(method, "POST", StringComparison.Ordinal))
            return new Operation(_chat);
        if (path.EndsWith("/realtime", StringComparison.Ordinal) && method is ("GET" or "CONNECT"))
            return new Operation(_realtime, Streaming: true);
        if (method is "POST" && RealtimeSecrets.IsAt(path))
            return new Operation(_realtimeSecrets);
        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return new Operation(reads && IsModels(path) ? Endpoint.Opaque : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => OpenAiErrors.Write(refusal, output);

    /// <summary><c>/v1/models</c> and <c>/v1/models/{id}</c>, under whatever prefix.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
