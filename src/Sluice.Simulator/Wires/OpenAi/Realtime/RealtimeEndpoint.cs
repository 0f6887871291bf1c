using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary><c>GET /v1/realtime</c>: a WebSocket that speaks the events of OpenAI's realtime API, the released ones or, when asked, the beta's.</summary>
internal sealed class RealtimeEndpoint(SimulatorOptions options, Answering answering) : ILiveEndpoint
{
    private const string Subprotocol = "realtime";

    public IErrorShape Errors => OpenAiErrors.Shape;

    public async Task HoldAsync(SimulatedExchange exchange, Script script, Simulation simulation)
    {
        var sockets = exchange.Context.WebSockets;
        if (!sockets.IsWebSocketRequest)
            throw new RequestProblemException(StatusCodes.Status426UpgradeRequired, "A WebSocket is spoken here.", code: "upgrade_required");
        string model = exchange.Request.Query["model"].ToString() is { Length: > 0 } named ? named : exchange.Request.Query["deployment"].ToString();
        if (model.Length is 0 or > 256) throw RequestProblemException.Bad("model", "must be a string of 1 to 256 characters");
        bool isBeta = exchange.Request.Headers["OpenAI-Beta"].ToString().Contains("realtime=v1", StringComparison.Ordinal)
            || sockets.WebSocketRequestedProtocols.Contains("openai-beta.realtime-v1");
        string? protocol = sockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null;
        using var socket = await sockets.AcceptWebSocketAsync(protocol);
        var connection = new RealtimeConnection(socket, options.MaxRequestBytes, exchange.Ended);
        await using var session = new RealtimeSession(connection, answering, simulation, new RealtimeNames(isBeta), model, exchange);
        await session.RunAsync();
    }
}
