using Microsoft.Extensions.Hosting;

namespace Sluice.Simulator;

/// <summary>The simulator is a guest in its process and leaves the signals to it: a host of its own would catch a SIGTERM that came while the process still starts.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
