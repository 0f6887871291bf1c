using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Forwarding;

/// <summary>One stream's guard, its exchange's account of time and memory, and what the policy wants when the guard itself fails. Not thread-safe.</summary>
internal sealed partial class StreamGuarding(StreamGuard guard, GuardedExchange guarded, BufferBudget budget, TimeProvider time, ILogger logger) : IDisposable
{
    private long _charged;
    private bool _open;

    /// <summary>The stream has ended here; what the provider still sends is not wanted.</summary>
    public bool Ended { get; private set; }

    /// <summary>Judges what arrived and writes what may leave to <paramref name="output"/>, which is empty before.</summary>
    public void Push(ReadOnlySpan<byte> arrived, PooledBuffer<byte> output)
    {
        if (_open)
        {
            output.Write(arrived);
            return;
        }

        long before = time.GetTimestamp();
        try
        {
            guard.Push(arrived, output);
            Ended = guard.Ended;
            if (!TryCharge())
                End(GatewayRefusals.NoRoom, output);
        }
        catch (Exception e)
        {
            output.Clear(); // The failing push may have written half an event.
            if (FailOrOpen(e, output))
                output.Write(arrived);
        }

        Account(before, output);
    }

    public void Complete(PooledBuffer<byte> output)
    {
        if (_open)
            return;
        long before = time.GetTimestamp();
        try
        {
            guard.Complete(output);
        }
        catch (Exception e)
        {
            output.Clear();
            FailOrOpen(e, output);
        }

        Account(before, output);
    }

    public void Dispose()
    {
        budget.Release(_charged);
        _charged = 0;
        guard.Dispose();
    }

    /// <summary>Says whether the stream goes on unjudged; if not, it has ended with an error.</summary>
    private bool FailOrOpen(Exception e, PooledBuffer<byte> output)
    {
        Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
        if (guarded.Exchange.Policy.OnFailure == FailureMode.Block)
        {
            End(GatewayRefusals.InspectionFailed, output);
            return false;
        }

        guarded.FailedOpen = true;
        _open = true;
        return true;
    }

    private void End(Refusal refusal, PooledBuffer<byte> output)
    {
        guarded.Error = refusal.Code;
        Ended = true;
        guard.Fail(refusal, output);
    }

    /// <summary>What the guard holds counts towards the process's budget like every other body.</summary>
    private bool TryCharge()
    {
        long more = guard.Buffered - _charged;
        if (more > 0 && !budget.TryCharge(more, guarded.Route.Options.Limits.MaxBufferedBytes))
            return false;
        if (more < 0)
            budget.Release(-more);
        _charged += more;
        return true;
    }

    private void Account(long before, PooledBuffer<byte> output)
    {
        long now = time.GetTimestamp();
        guarded.InspectionTime += now - before;
        if (guarded.FirstByteAt == 0 && output.Length > 0)
            guarded.FirstByteAt = now;
        if (guard.Held > guarded.Exchange.MostHeld)
            guarded.Exchange.MostHeld = guard.Held;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Inspecting a stream on route {Route} failed with {Exception}")]
        public static partial void InspectionFailed(ILogger logger, string route, string exception);
    }
}
