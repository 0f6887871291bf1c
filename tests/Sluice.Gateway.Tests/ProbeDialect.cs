using System.Buffers;
using System.Text;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;

namespace Sluice.Gateway.Tests;

/// <summary>A dialect whose errors are OpenAI's in shape and whose surfaces are plain: what is tested here is HTTP.</summary>
internal sealed class ProbeDialect : IDialect
{
    public string Name => "probe";

    public IReadOnlyList<ContentScope> AnswerScopes => [ContentScope.Assistant];

    public Surface Resolve(string method, ReadOnlySpan<char> path) => path switch
    {
        "/models" => Surface.Opaque,
        "/chat" => Surface.Chat,
        _ => Surface.Unknown,
    };

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes($$$"""{"error":{"code":"{{{refusal.Code}}}","message":"{{{refusal.Message}}}"}}"""));

    public void VisitRequest(ref JsonWalker walker, Exchange exchange) => throw new NotSupportedException();

    public void VisitResponse(ref JsonWalker walker, Exchange exchange) => throw new NotSupportedException();

    public IEventGrammar? OpenStream(Surface surface, string mediaType) => throw new NotSupportedException();

    public bool TryWriteBlockedResponse(Surface surface, ReadOnlySpan<byte> body, IBufferWriter<byte> output) => false;
}
