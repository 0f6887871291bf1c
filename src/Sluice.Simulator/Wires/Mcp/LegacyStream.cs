using System.Text;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary><c>GET /mcp/sse</c> (the transport of 2024-11-05): says where to send messages, and then every answer to them.</summary>
internal sealed class LegacyStream(ItemStore store, LegacyConnections connections) : ILiveEndpoint
{
    public IErrorShape Errors => McpErrors.Shape;

    public async Task HoldAsync(SimulatedExchange exchange, Script script, Simulation simulation)
    {
        string id = $"mcp-sim-{store.NextNumber()}";
        var response = exchange.Context.Response;
        response.ContentType = ContentTypes.EventStream;
        response.Headers.CacheControl = "no-cache";
        var answers = connections.Open(id);
        try
        {
            // Relative to this path, so that it holds behind any prefix.
            await SendAsync($"event: endpoint\ndata: messages?sessionId={id}\n\n");
            await foreach (var written in answers.ReadAllAsync(exchange.Ended))
            {
                await response.BodyWriter.WriteAsync(written, exchange.Ended);
            }
        }
        finally
        {
            connections.Close(id);
        }

        async Task SendAsync(string text) => await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), exchange.Ended);
    }
}
