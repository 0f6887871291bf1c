using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Storage;
using Sluice.Simulator.Wires.Anthropic;
using Sluice.Simulator.Wires.Bedrock;
using Sluice.Simulator.Wires.Cohere;
using Sluice.Simulator.Wires.Gemini;
using Sluice.Simulator.Wires.Mcp;
using Sluice.Simulator.Wires.Mistral;
using Sluice.Simulator.Wires.Ollama;
using Sluice.Simulator.Wires.OpenAi;

namespace Sluice.Simulator.Wires;

/// <summary>All the dialects that the simulator speaks, one line each.</summary>
internal sealed class WireTable
{
    private readonly Route[] _routes;

    public WireTable(SimulatorOptions options, Answering answering)
    {
        var store = new ItemStore(options.MaxStoredItems, options.MaxStoredBytes);
        Route[] routes =
        [
            .. AnthropicWire.Routes(options, store, answering),
            .. BedrockWire.Routes(),
            .. CohereWire.Routes(),
            .. GeminiWire.Routes(),
            .. McpWire.Routes(store),
            .. MistralWire.Routes(),
            .. OllamaWire.Routes(),
            .. OpenAiWire.Routes(options, store, answering),
        ];
        _routes = [.. routes.OrderByDescending(route => route.Weight).ThenBy(route => route.NeedsHeader is null)];
    }

    /// <summary>Finds what answers an exchange and notes it there.</summary>
    public void Place(SimulatedExchange exchange)
    {
        var request = exchange.Context.Request;
        string method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        foreach (var route in _routes)
        {
            if (!route.Fits(exchange.Path, out string value)) continue;
            if (route.NeedsHeader is not null && !request.Headers.ContainsKey(route.NeedsHeader)) continue;
            exchange.Errors = route.Endpoint.Errors;
            if (!string.Equals(route.Method, method, StringComparison.OrdinalIgnoreCase)) continue;
            exchange.Endpoint = route.Endpoint;
            exchange.PathValue = value;
            return;
        }
    }

    /// <summary>The answer where nothing answers: the path is known for another method, or not at all.</summary>
    public RequestProblemException Nothing(SimulatedExchange exchange)
    {
        string method = exchange.Context.Request.Method;
        string path = exchange.Path.Length <= 256 ? exchange.Path : exchange.Path[..256];
        return Array.Exists(_routes, route => route.Fits(exchange.Path, out _))
            ? new(StatusCodes.Status405MethodNotAllowed, $"{method} is not allowed here.", code: "method_not_allowed")
            : new(StatusCodes.Status404NotFound, $"The simulator has nothing at {path}.", code: "unknown_url");
    }
}
