using System.Buffers;
using System.Text;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Tests;

/// <summary>A dialect whose errors are OpenAI's in shape and whose endpoints are plain: what is tested here is HTTP.</summary>
internal sealed class ProbeDialect : IDialect
{
    public string Name => "probe";

    public static Endpoint Chat { get; } = new ChatEndpoint();

    public IReadOnlyList<Endpoint> Endpoints { get; } = [Chat];

    public Operation Resolve(string method, ReadOnlySpan<char> path) => path switch
    {
        "/models" => new Operation(Endpoint.Opaque),
        "/chat" => new Operation(Chat),
        _ => new Operation(Endpoint.Unknown),
    };

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes($$$"""{"error":{"code":"{{{refusal.Code}}}","message":"{{{refusal.Message}}}"}}"""));

    private sealed class ChatEndpoint : Endpoint
    {
        public override string Name => "chat";
    }
}
