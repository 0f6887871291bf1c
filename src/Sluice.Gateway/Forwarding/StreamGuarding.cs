using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Judges;
using Sluice.Gateway.Limits;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Forwarding;

/// <summary>One stream's guard, its exchange's account of time, and what the policy wants when the guard itself fails. Not thread-safe.</summary>
internal sealed partial class StreamGuarding(StreamGuard guard, GuardedExchange guarded, RemoteJudging remote, BufferBudget budget, TimeProvider time, ILogger logger) : IDisposable
{
    private bool _open;
    private int _charged;

    public bool Ended => guard.Ended;

    /// <summary>The guard has failed, and the policy lets everything pass as it comes.</summary>
    public bool Open => _open;

    /// <summary>Remote judges are to be asked (<see cref="AskAsync"/>) before anything else can be done.</summary>
    public bool Awaits => !_open && guard.Awaits;

    /// <summary>Cancelled when the stream is to end before its time.</summary>
    public CancellationToken Cut => guarded.Cut;

    /// <summary>Ends the stream with an error, in its own grammar where it has one; what is held is dropped.</summary>
    public void End(Refusal refusal, PooledBuffer<byte> output)
    {
        guarded.Error = refusal.Code;
        if (!_open)
            guard.Fail(refusal, output);
    }

    /// <summary>Asks remote judges what the guard wants to know; returns why the stream cannot go on, or null: then <see cref="Resume"/>.</summary>
    public ValueTask<Refusal?> AskAsync(CancellationToken cancellation) => remote.AskAsync(guarded, cancellation);

    /// <summary>The verdicts are there: goes on where the last call stopped, and appends what may leave.</summary>
    public void Resume(PooledBuffer<byte> output)
    {
        long before = time.GetTimestamp();
        try
        {
            guard.GoOn(output);
        }
        catch (Exception e)
        {
            output.Clear();
            FailOrOpen(e, default, output);
        }

        Charge(output);
        Limit(output);
        Account(before, output);
    }

    /// <summary>Judges what arrived and appends what may leave to <paramref name="output"/>, which is empty before.</summary>
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
        }
        catch (Exception e)
        {
            output.Clear(); // The failing push may have written part of what follows.
            FailOrOpen(e, arrived, output);
        }

        Charge(output);
        Limit(output);
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
            FailOrOpen(e, default, output);
        }

        Account(before, output);
    }

    public void Dispose()
    {
        guard.Dispose();
        budget.Release(_charged);
        _charged = 0;
    }

    /// <summary>What a stream holds counts like any body; where there is no room for it, the stream ends with an error.</summary>
    private void Charge(PooledBuffer<byte> output)
    {
        int more = guard.Buffered - _charged;
        if (more > 0 && !guard.Ended && !budget.TryCharge(more, guarded.Route.Options.Limits.MaxBufferedBytes))
        {
            guarded.Error = GatewayRefusals.NoRoom.Code;
            guard.Fail(GatewayRefusals.NoRoom, output);
            return;
        }

        if (more < 0)
            budget.Release(-more);
        _charged += more > 0 && guard.Ended ? 0 : more;
    }

    /// <summary>A limit that is used up may end the stream.</summary>
    private void Limit(PooledBuffer<byte> output)
    {
        if (guard.Ended || _open || ExchangeLimits.Track(guarded) is not { } refusal)
            return;
        guarded.Error = refusal.Code;
        guard.Fail(refusal, output);
    }

    private void FailOrOpen(Exception e, ReadOnlySpan<byte> arrived, PooledBuffer<byte> output)
    {
        Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
        if (guarded.Exchange.Policy.OnFailure == FailureMode.Block)
        {
            guarded.Error = GatewayRefusals.InspectionFailed.Code;
            guard.Fail(GatewayRefusals.InspectionFailed, output);
            return;
        }

        guarded.FailedOpen = true;
        _open = true;
        output.Write(arrived);
    }

    private void Account(long before, PooledBuffer<byte> output)
    {
        remote.AskBeside(guarded);
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
