using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary><c>GET /mcp</c>: what the server says of its own accord: each of a script's replies as a log message. Without a script there is nothing.</summary>
internal sealed class McpListen(ItemStore store) : IPlainEndpoint
{
    public IErrorShape Errors => McpErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        McpPost.CheckSession(exchange, store);
        if (script.Replies is not { } replies) throw new RequestProblemException(StatusCodes.Status405MethodNotAllowed, "Method not allowed.");
        return new PlainAnswer(default, ContentTypes.EventStream) { Events = McpEvents.Of([.. replies.Select(reply => McpAnswers.Log(reply, script))], script) };
    }
}
