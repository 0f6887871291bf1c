using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sluice.Simulator;

/// <summary>Mounts the simulator inside another application.</summary>
public static class SimulatorEndpoints
{
    /// <summary>
    /// Answers everything below a prefix: the paths of all dialects (docs/simulator.md), and an error of OpenAI's shape elsewhere. A mounted simulator
    /// records nothing and has no gates. Who may call it is the application's affair, and so is <c>UseWebSockets</c> for the realtime API.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="prefix">A literal path such as <c>/sim</c>; empty mounts at the root.</param>
    /// <param name="options">Bounds and clock; the port and the protocols are not looked at.</param>
    /// <returns>For conventions such as names, filters and metadata.</returns>
    public static IEndpointConventionBuilder MapSimulator(this IEndpointRouteBuilder endpoints, string prefix, SimulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var simulation = new Simulation(options ?? new SimulatorOptions(), log: null, gates: null);
        var mount = new PathString(prefix.TrimEnd('/'));
        return endpoints.Map($"{mount.Value}/{{**path}}", context => simulation.HandleAsync(context, Rest(context.Request.Path, mount)));
    }

    private static string Rest(PathString path, PathString mount) =>
        mount.HasValue && path.StartsWithSegments(mount, StringComparison.OrdinalIgnoreCase, out var rest) ? rest.Value ?? "/" : path.Value ?? "/";
}
