using Microsoft.AspNetCore.Http;

namespace Sluice.Simulator;

/// <summary>One request on its way through a <see cref="Simulation"/>.</summary>
/// <param name="context">The request and its answer.</param>
/// <param name="path">The path behind the mount's prefix.</param>
/// <param name="ended">Cancelled when the client is gone or the time is over.</param>
internal sealed class SimulatedExchange(HttpContext context, string path, CancellationToken ended)
{
    public HttpContext Context { get; } = context;

    public string Path { get; } = path;

    public CancellationToken Ended { get; } = ended;

    /// <summary>Whether the whole body has come.</summary>
    public bool IsRead { get; set; }

    /// <summary>Set once the body is read, if requests are recorded.</summary>
    public ReceivedRequest? Received { get; set; }
}
