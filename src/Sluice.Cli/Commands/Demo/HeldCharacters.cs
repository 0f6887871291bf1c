using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Sluice.Cli.Commands.Demo;

/// <summary>Listens to the gate's own measurement of how many characters a stream held back at most: one figure for each stream.</summary>
internal sealed class HeldCharacters : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<int> _figures = Channel.CreateUnbounded<int>();
    private readonly MeterListener _listener = new();

    public HeldCharacters()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "sluice.held_characters", Meter.Name: "Sluice" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, figure, _, _) => _figures.Writer.TryWrite(figure));
        _listener.Start();
    }

    /// <summary>The figure of the stream that has just ended; the gate measures it a moment after the last byte. Null when none comes.</summary>
    public async Task<int?> NextAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await _figures.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _listener.Dispose();
}
