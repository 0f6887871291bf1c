using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection;

/// <summary>
/// Sends samples through every door of the room before traffic comes, so that automata have their states and the runtime has compiled what is hot. On one core the
/// runtime would otherwise compile for the first half minute of load.
/// </summary>
public static class WarmUp
{
    /// <summary>Calls after which the runtime compiles a method again, well: 30, and some to spare.</summary>
    private const int Rounds = 40;

    private const string Stream = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";

    /// <summary>Warms one policy, by way of OpenAI's chat: the code of the engine, of walking and of streams is the same for all dialects. Takes some tenths of a second.</summary>
    public static void Run(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        policy.Warm();
        IDialect dialect = DialectCatalog.All["openai"];
        Endpoint endpoint = dialect.Resolve("POST", "/v1/chat/completions").Endpoint;
        byte[] request = Body("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"", "\"}]}");
        byte[] answer = Body("{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"", "\"},\"finish_reason\":\"stop\"}]}");
        byte[] piece = Encoding.UTF8.GetBytes(Stream);
        InspectionLimits limits = new();
        using PooledBuffer<byte> output = new(4096);
        for (int round = 0; round < Rounds; round++)
        {
            Exchange exchange = new() { Dialect = dialect, Policy = policy, Endpoint = endpoint };
            Inspector.InspectRequest(exchange, request, limits).Replacement?.Dispose();
            Inspector.InspectResponse(exchange, answer, limits).Replacement?.Dispose();
            using StreamGuard? guard = Inspector.OpenStream(exchange, "text/event-stream", limits);
            for (int i = 0; i < Rounds; i++)
                guard?.Push(piece, output);
            guard?.Complete(output);
            output.Clear();
        }
    }

    private static byte[] Body(string before, string after)
    {
        using PooledBuffer<byte> body = new(4096);
        body.Write(Encoding.UTF8.GetBytes(before));
        JsonStrings.Encode(WarmUpText.Sample, body);
        body.Write(Encoding.UTF8.GetBytes(after));
        return body.Span.ToArray();
    }
}
