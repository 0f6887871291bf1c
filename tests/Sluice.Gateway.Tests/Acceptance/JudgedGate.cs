using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Judges;
using Sluice.Gateway.Telemetry;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>A gate, and what it counts of its judges.</summary>
internal sealed class JudgedGate : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    public JudgedGate(GatewayFixture gate)
    {
        Gate = gate;
        object[] own = [gate.Host.Services.GetRequiredService<JudgeWatch>(), gate.Host.Services.GetRequiredService<ExchangeTelemetry>()];
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (own.Contains(instrument.Meter.Scope))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) =>
        {
            string name = i.Name;
            foreach (KeyValuePair<string, object?> tag in tags)
                name += tag.Key is "sluice.judge" or "sluice.judge.reason" or "sluice.rule" ? " " + tag.Value : "";
            _counts.AddOrUpdate(name, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public GatewayFixture Gate { get; }

    /// <summary>How often a judge's failure was counted, by its reason.</summary>
    public IReadOnlyDictionary<string, long> Failures(string judge)
    {
        string prefix = $"sluice.judge.failures {judge} ";
        return _counts.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(c => c.Key[prefix.Length..], c => c.Value, StringComparer.Ordinal);
    }

    public long Count(string instrument) => _counts.GetValueOrDefault(instrument);

    /// <summary>Waits until a match of the rule is counted, in its exchange's account or behind it.</summary>
    public async Task FoundAsync(string rule)
    {
        while (Count("sluice.decisions " + rule) + Count("sluice.judge.late " + rule) == 0)
        {
            Given.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await Gate.DisposeAsync();
    }
}
