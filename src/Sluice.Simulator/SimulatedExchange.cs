using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Wires;
using Sluice.Simulator.Wires.OpenAi;

namespace Sluice.Simulator;

/// <summary>One request on its way through a <see cref="Simulation"/>.</summary>
/// <param name="context">The request and its answer.</param>
/// <param name="path">The path behind the mount's prefix.</param>
/// <param name="ended">Cancelled when the client is gone or the time is over.</param>
internal sealed class SimulatedExchange(HttpContext context, string path, CancellationToken ended)
{
    public HttpContext Context { get; } = context;

    public HttpRequest Request => Context.Request;

    public string Path { get; } = path;

    public CancellationToken Ended { get; } = ended;

    /// <summary>What answers; null when nothing does at this method and path.</summary>
    public IEndpoint? Endpoint { get; set; }

    /// <summary>What stands in the path for the route's variable.</summary>
    public string PathValue { get; set; } = "";

    /// <summary>The shape of its errors: OpenAI's where no dialect is known.</summary>
    public IErrorShape Errors { get; set; } = OpenAiErrors.Shape;

    /// <summary>The decompressed body, until the exchange ends.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Whether the whole body has come.</summary>
    public bool IsRead { get; set; }

    /// <summary>Set once the body is read, if requests are recorded.</summary>
    public ReceivedRequest? Received { get; set; }
}
