using System.Buffers;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The runtime of Amazon Bedrock (docs.aws.amazon.com/bedrock/latest/APIReference): conversations in one shape for all models, and invocations in each model's own.</summary>
internal sealed class BedrockDialect : IDialect
{
    private static readonly Refusal Signed = new(
        403,
        "signature_not_forwardable",
        "The request is signed for this gate (AWS Signature Version 4), so that the provider would refuse it. Present a Bedrock API key as a bearer token instead (AWS_BEARER_TOKEN_BEDROCK), or have the gate present one of its own (Sluice:Identity:Mode Keys); it signs no requests itself.");

    private readonly Converse _converse = new();
    private readonly CountTokens _counts = new();
    private readonly InvokeMessages _messages = new();
    private readonly InvokeNova _nova = new();
    private readonly InvokePrompt _llama = InvokePrompt.Llama();
    private readonly InvokePrompt _titan = InvokePrompt.TitanText();
    private readonly InvokeEmbeddings _embeddings = new();

    public BedrockDialect() => Endpoints = [_converse, _counts, _messages, _nova, _llama, _titan, _embeddings];

    public string Name => "bedrock";

    public IReadOnlyList<string> CredentialHeaders { get; } = ["Authorization", "X-Amz-Security-Token"];

    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>Paths are <c>/model/{id}/{operation}</c>; the id, an ARN perhaps, is one encoded segment.</summary>
    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        int model = path.IndexOf("/model/", StringComparison.Ordinal);
        int last = path.LastIndexOf('/');
        int start = model + "/model/".Length;
        if (model < 0 || last <= start || !string.Equals(method, "POST", StringComparison.Ordinal))
            return new Operation(Endpoint.Unknown);
        string id = Uri.UnescapeDataString(path[start..last]);
        return path[(last + 1)..] switch
        {
            "converse" => new Operation(_converse, id),
            "converse-stream" => new Operation(_converse, id, Streaming: true),
            "count-tokens" => new Operation(_counts, id),
            "invoke" => new Operation(OfFamily(id), id),
            "invoke-with-response-stream" => new Operation(OfFamily(id), id, Streaming: true),
            _ => new Operation(Endpoint.Unknown, id),
        };
    }

    /// <summary>A signature covers the host that the client called, which is the gate's.</summary>
    public Refusal? Admit(ReadOnlySpan<char> authorization) => authorization.TrimStart().StartsWith("AWS4-", StringComparison.OrdinalIgnoreCase) ? Signed : null;

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => BedrockErrors.Write(refusal, output);

    /// <summary>
    /// Whose body a model takes, by its id (<c>us.anthropic.claude-…</c>) or ARN, a foundation model's or a system's profile. The ARNs of an application's own profile, of
    /// provisioned throughput and of an imported model do not name the family, and the gate does not guess from a body what another would be: their invocations are
    /// endpoints that nobody knows. Conversations are alike for all models.
    /// </summary>
    private Endpoint OfFamily(string id)
    {
        if (id.Contains("anthropic.", StringComparison.Ordinal))
            return _messages;
        if (id.Contains("amazon.nova", StringComparison.Ordinal))
            return id.Contains("nova-canvas", StringComparison.Ordinal) || id.Contains("nova-reel", StringComparison.Ordinal) ? Endpoint.Unknown : _nova;
        if (id.Contains("meta.llama", StringComparison.Ordinal))
            return _llama;
        if (id.Contains("amazon.titan-text", StringComparison.Ordinal))
            return _titan;
        return id.Contains("amazon.titan-embed", StringComparison.Ordinal) ? _embeddings : Endpoint.Unknown;
    }
}
