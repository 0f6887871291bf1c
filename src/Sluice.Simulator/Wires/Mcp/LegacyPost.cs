using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary><c>POST /mcp/messages?sessionId=…</c>: the message is accepted here and answered on the session's stream.</summary>
internal sealed class LegacyPost(LegacyConnections connections) : IPlainEndpoint
{
    public IErrorShape Errors => McpErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        string id = exchange.Request.Query["sessionId"].ToString();
        if (!connections.IsOpen(id)) throw new RequestProblemException(StatusCodes.Status404NotFound, "Session not found");
        foreach (var written in McpEvents.Of(McpAnswers.To(JsonRequest.ReadObject(exchange.Body), script), script))
        {
            if (!connections.Send(id, written)) throw new RequestProblemException(StatusCodes.Status503ServiceUnavailable, "Too many answers wait on the stream.");
        }

        return new PlainAnswer("Accepted"u8.ToArray(), "text/plain", StatusCodes.Status202Accepted);
    }
}
