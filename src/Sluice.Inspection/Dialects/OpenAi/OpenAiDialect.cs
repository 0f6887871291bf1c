using System.Buffers;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>OpenAI's API (platform.openai.com/docs/api-reference), and all that speak like it.</summary>
internal sealed class OpenAiDialect : IDialect
{
    private readonly OpenAiRoutes _routes = new();

    public string Name => "openai";

    public IReadOnlyList<Endpoint> Endpoints => _routes.Endpoints;

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        Endpoint endpoint = _routes.Find(method, path);
        return new Operation(endpoint, Streaming: endpoint.IsDuplex);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => OpenAiErrors.Write(refusal, output);
}
