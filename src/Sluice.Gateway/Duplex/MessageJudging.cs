using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Duplex;

/// <summary>
/// Has the messages of both sides judged. The sides come at the same time, and an exchange is no place for two: one is judged after the other, which takes
/// microseconds. Thread-safe.
/// </summary>
internal sealed partial class MessageJudging(StreamGuard guard, InspectionEntry inspection, GuardedExchange guarded, BufferBudget budget, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _one = new();
    private readonly StreamGuarding _answers = new(guard, guarded, budget, time, logger);

    /// <summary>Judges a message of the caller's.</summary>
    /// <param name="message">The message, whole.</param>
    /// <param name="answer">Receives what the caller is told where it is refused.</param>
    /// <param name="replacement">What goes on instead, or null.</param>
    /// <returns>Whether it goes on.</returns>
    public bool TryPass(ReadOnlySpan<byte> message, PooledBuffer<byte> answer, out PooledBuffer<byte>? replacement)
    {
        lock (_one)
        {
            long before = time.GetTimestamp();
            BodyVerdict verdict = Judge(message);
            replacement = verdict.Replacement;
            if (verdict.Refusal is { } refusal)
                guarded.Exchange.Endpoint.WriteRefused(refusal, guarded.Exchange, answer);
            guarded.InspectionTime += time.GetTimestamp() - before;
            return verdict.Refusal is null;
        }
    }

    /// <summary>Words a refusal that needed no judging.</summary>
    public void Refuse(Refusal refusal, PooledBuffer<byte> answer)
    {
        lock (_one)
        {
            guarded.Exchange.AwaitedIds.Clear();
            guarded.Exchange.Endpoint.WriteRefused(refusal, guarded.Exchange, answer);
        }
    }

    /// <summary>The provider says nothing more: what is held leaves.</summary>
    public void Complete(PooledBuffer<byte> output)
    {
        lock (_one)
            _answers.Complete(output);
    }

    /// <summary>Judges a message of the provider's.</summary>
    /// <param name="message">The message, whole.</param>
    /// <param name="output">Receives what leaves, each message behind its length.</param>
    /// <param name="reply">Receives what the provider is told, if anything.</param>
    /// <returns>Whether the session goes on.</returns>
    public bool Push(ReadOnlySpan<byte> message, PooledBuffer<byte> output, PooledBuffer<byte> reply)
    {
        lock (_one)
        {
            if (_answers.Open || message.IsEmpty)
                MessageFraming.Write(message, output);
            else
                Guard(message, output);
            guard.TryTakeReply(reply);
            return !_answers.Ended;
        }
    }

    /// <summary>Judges the reason that a side gives for closing; null where it may not be told.</summary>
    public string? Reason(string given, Direction direction) =>
        TryJudge(given, direction, direction == Direction.Request ? ContentScope.User : ContentScope.Assistant, out TextVerdict verdict) && !verdict.Blocked ? verdict.Replacement ?? given : null;

    /// <summary>What a model is called in spans, or a label where its name holds what the policy takes out.</summary>
    public string Name(string model) =>
        TryJudge(model, Direction.Request, ContentScope.User, out TextVerdict verdict) && verdict == default ? model : "[REDACTED]";

    public void Dispose() => _answers.Dispose();

    private void Guard(ReadOnlySpan<byte> message, PooledBuffer<byte> output)
    {
        _answers.Push(message, output);
        if (!_answers.Open)
            return;
        output.Clear(); // It failed open just now: the message stands there without its length.
        MessageFraming.Write(message, output);
    }

    private BodyVerdict Judge(ReadOnlySpan<byte> message)
    {
        guarded.Exchange.AwaitedIds.Clear();
        try
        {
            return inspection.Request(guarded.Exchange, message, guarded.Route.InspectionLimits);
        }
        catch (Exception e)
        {
            Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
            if (guarded.Exchange.Policy.OnFailure == FailureMode.Block)
                return new BodyVerdict(GatewayRefusals.InspectionFailed, null);
            guarded.FailedOpen = true;
            return default;
        }
    }

    private bool TryJudge(string text, Direction direction, ContentScope scope, out TextVerdict verdict)
    {
        lock (_one)
        {
            try
            {
                verdict = Inspector.InspectText(guarded.Exchange, direction, scope, text);
                return true;
            }
            catch (Exception e)
            {
                Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
                verdict = default;
                return false;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Inspecting a message on route {Route} failed with {Exception}")]
        public static partial void InspectionFailed(ILogger logger, string route, string exception);
    }
}
