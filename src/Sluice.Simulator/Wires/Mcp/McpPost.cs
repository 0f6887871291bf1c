using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary><c>POST /mcp</c> (streamable HTTP): one message in; its answer as JSON, or as events if the script or the client wants them.</summary>
internal sealed class McpPost(ItemStore store) : IPlainEndpoint
{
    public const string Session = "mcp session";
    public const string SessionHeader = "Mcp-Session-Id";

    public IErrorShape Errors => McpErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        CheckSession(exchange, store);
        var message = JsonRequest.ReadObject(exchange.Body);
        var answers = McpAnswers.To(message, script);
        if (answers.Count == 0) return new PlainAnswer(default, "", StatusCodes.Status202Accepted);
        KeyValuePair<string, string>[] headers = message.Is("method", "initialize") ? [KeyValuePair.Create(SessionHeader, NewSession())] : [];
        bool streams = script.Stream ?? (answers.Count > 1 || !Accepts(exchange, ContentTypes.Json));
        return streams
            ? new PlainAnswer(default, ContentTypes.EventStream) { Events = McpEvents.Of(answers, script), Headers = headers }
            : new PlainAnswer(answers[^1].Json) { Headers = headers };
    }

    /// <summary>A session that is named has to exist; who names none is served as well.</summary>
    public static void CheckSession(SimulatedExchange exchange, ItemStore store)
    {
        if (exchange.Request.Headers.TryGetValue(SessionHeader, out var id) && store.Find(Session, id.ToString()) is null)
            throw new RequestProblemException(StatusCodes.Status404NotFound, "Session not found");
    }

    private string NewSession()
    {
        string id = $"mcp-sim-{store.NextNumber()}";
        store.Put(new StoredItem(Session, id, default));
        return id;
    }

    private static bool Accepts(SimulatedExchange exchange, string type)
    {
        string accept = exchange.Request.Headers.Accept.ToString();
        return accept.Length == 0 || accept.Contains(type, StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal);
    }
}
