using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Gateway.Judges;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Duplex;

/// <summary>
/// Has the messages of both sides judged. The sides come at the same time, and an exchange is no place for two: one is judged after the other, which takes
/// microseconds; while remote judges are asked for one side, the other goes on. Thread-safe.
/// </summary>
internal sealed partial class MessageJudging(StreamGuard guard, InspectionEntry inspection, GuardedExchange guarded, RemoteJudging remote, BufferBudget budget, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _one = new();
    private readonly StreamGuarding _answers = new(guard, guarded, remote, budget, time, logger);

    /// <summary>Judges a message of the caller's.</summary>
    /// <param name="message">The message, whole.</param>
    /// <param name="answer">Receives what the caller is told where it is refused.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    /// <returns>Whether it goes on, and what goes on instead, or null.</returns>
    public async ValueTask<(bool GoesOn, PooledBuffer<byte>? Replacement)> PassAsync(ReadOnlyMemory<byte> message, PooledBuffer<byte> answer, CancellationToken cancellation)
    {
        for (int pass = 1; ; pass++)
        {
            BodyVerdict verdict = Pass(message.Span, answer, last: pass == RemoteJudging.MostPasses, out IReadOnlyList<RemoteQuestion> questions);
            if (!verdict.Awaits)
                return (verdict.Refusal is null, verdict.Replacement);
            RemoteVerdict[] verdicts = await remote.AnswersAsync(guarded, questions, cancellation);
            lock (_one)
            {
                if (RemoteJudging.Take(guarded, questions, verdicts) is not { } refusal)
                    continue;
                guarded.Exchange.Endpoint.WriteRefused(refusal, guarded.Exchange, answer);
                return (false, null);
            }
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
    /// <param name="output">Receives it.</param>
    /// <param name="reply">Receives what the provider is told, if anything.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    public ValueTask<bool> CompleteAsync(PooledBuffer<byte> output, PooledBuffer<byte> reply, CancellationToken cancellation)
    {
        IReadOnlyList<RemoteQuestion>? questions;
        lock (_one)
        {
            _answers.Complete(output);
            questions = Questions();
        }

        return questions is null ? new ValueTask<bool>(!_answers.Ended) : ResumeAsync(questions, output, reply, cancellation);
    }

    /// <summary>Judges a message of the provider's.</summary>
    /// <param name="message">The message, whole.</param>
    /// <param name="output">Receives what leaves, each message behind its length.</param>
    /// <param name="reply">Receives what the provider is told, if anything.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    /// <returns>Whether the session goes on.</returns>
    public ValueTask<bool> PushAsync(ReadOnlySpan<byte> message, PooledBuffer<byte> output, PooledBuffer<byte> reply, CancellationToken cancellation)
    {
        IReadOnlyList<RemoteQuestion>? questions;
        lock (_one)
        {
            if (_answers.Open || message.IsEmpty)
                MessageFraming.Write(message, output);
            else
                Guard(message, output);
            guard.TryTakeReply(reply);
            questions = Questions();
        }

        return questions is null ? new ValueTask<bool>(!_answers.Ended) : ResumeAsync(questions, output, reply, cancellation);
    }

    /// <summary>Judges the reason that a side gives for closing; null where it may not be told.</summary>
    public string? Reason(string given, Direction direction) =>
        TryJudge(given, direction, direction == Direction.Request ? ContentScope.User : ContentScope.Assistant, out TextVerdict verdict) && !verdict.Blocked ? verdict.Replacement ?? given : null;

    /// <summary>What a model is called in spans, or a label where its name holds what the policy takes out.</summary>
    public string Name(string model) =>
        TryJudge(model, Direction.Request, ContentScope.User, out TextVerdict verdict) && verdict == default ? model : "[REDACTED]";

    public void Dispose() => _answers.Dispose();

    /// <summary>What the provider's side has to have asked before it goes on, or null.</summary>
    private IReadOnlyList<RemoteQuestion>? Questions() => _answers.Awaits ? guarded.Exchange.Remote!.TakeAwaited() : null;

    private async ValueTask<bool> ResumeAsync(IReadOnlyList<RemoteQuestion>? questions, PooledBuffer<byte> output, PooledBuffer<byte> reply, CancellationToken cancellation)
    {
        while (questions is not null)
        {
            RemoteVerdict[] verdicts = await remote.AnswersAsync(guarded, questions, cancellation);
            lock (_one)
            {
                if (RemoteJudging.Take(guarded, questions, verdicts) is { } refusal)
                    _answers.End(refusal, output);
                else
                    _answers.Resume(output);
                guard.TryTakeReply(reply);
                questions = Questions();
            }
        }

        return !_answers.Ended;
    }

    private BodyVerdict Pass(ReadOnlySpan<byte> message, PooledBuffer<byte> answer, bool last, out IReadOnlyList<RemoteQuestion> questions)
    {
        lock (_one)
        {
            long before = time.GetTimestamp();
            BodyVerdict verdict = Judge(message);
            questions = verdict.Awaits ? guarded.Exchange.Remote!.TakeAwaited() : [];
            if (verdict.Awaits && last)
                verdict = new BodyVerdict(GatewayRefusals.InspectionFailed, null);
            if (verdict.Refusal is { } refusal)
                guarded.Exchange.Endpoint.WriteRefused(refusal, guarded.Exchange, answer);
            else if (!verdict.Awaits)
                remote.AskBeside(guarded);
            guarded.InspectionTime += time.GetTimestamp() - before;
            return verdict;
        }
    }

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
