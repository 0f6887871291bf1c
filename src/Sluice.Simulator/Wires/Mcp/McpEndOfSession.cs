using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary><c>DELETE /mcp</c>.</summary>
internal sealed class McpEndOfSession(ItemStore store) : IPlainEndpoint
{
    public IErrorShape Errors => McpErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) =>
        store.Remove(McpPost.Session, exchange.Request.Headers[McpPost.SessionHeader].ToString())
            ? new PlainAnswer(default, "")
            : throw new RequestProblemException(StatusCodes.Status404NotFound, "Session not found");
}
