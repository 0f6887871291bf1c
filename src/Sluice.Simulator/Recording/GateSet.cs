using System.Collections.Concurrent;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Recording;

/// <summary>Named gates at which scripted answers wait until a test opens them. An open gate stays open.</summary>
internal sealed class GateSet
{
    private const int MaxGates = 10_000;

    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    public void Open(string name) => Of(name).Opened.TrySetResult();

    public Task WhenReachedAsync(string name, CancellationToken cancellationToken) => Of(name).Reached.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the gate is open.</summary>
    /// <exception cref="TimeoutException">It stayed shut for <paramref name="timeout"/>.</exception>
    public Task PassAsync(string name, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var gate = Of(name);
        gate.Reached.TrySetResult();
        return gate.Opened.Task.WaitAsync(timeout, time, cancellationToken);
    }

    private Gate Of(string name)
    {
        if (_gates.TryGetValue(name, out var gate)) return gate;
        if (_gates.Count >= MaxGates) throw RequestProblemException.Bad("sim.pauses", $"there are {MaxGates} gates already");
        return _gates.GetOrAdd(name, static _ => new Gate());
    }

    private sealed class Gate
    {
        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
