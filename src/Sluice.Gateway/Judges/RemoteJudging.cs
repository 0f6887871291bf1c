using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Judges;

/// <summary>Asks remote judges what an exchange wants to know of its texts, and applies the policy's failure mode where they fail.</summary>
/// <param name="judges">The ways to them.</param>
/// <param name="watch">Counts.</param>
/// <param name="time">Clock.</param>
/// <param name="stopping">The gate stops: what nobody waits for is given up.</param>
internal sealed class RemoteJudging(JudgeDirectory judges, JudgeWatch watch, TimeProvider time, CancellationToken stopping)
{
    /// <summary>Passes that a document may need until nothing is awaited any more.</summary>
    public const int MostPasses = 4;

    /// <summary>Texts that are judged beside their exchanges, at one time; more are not judged, and counted as failures.</summary>
    private const int MostBeside = 4_096;

    private int _beside;

    /// <summary>Whether an exchange cannot go on without verdicts.</summary>
    public static bool IsAwaitedBy(GuardedExchange guarded) => guarded.Exchange.Remote is { Awaits: true };

    /// <summary>Has the texts judged that are awaited; returns why the exchange cannot go on, or null.</summary>
    public async ValueTask<Refusal?> AskAsync(GuardedExchange guarded, CancellationToken cancellation)
    {
        IReadOnlyList<RemoteQuestion> questions = guarded.Exchange.Remote!.TakeAwaited();
        return Take(guarded, questions, await AnswersAsync(guarded, questions, cancellation));
    }

    /// <summary>The verdicts on some texts, in their order. Where the policy blocks on failure, one failure is enough: the rest are not asked for.</summary>
    public async ValueTask<RemoteVerdict[]> AnswersAsync(GuardedExchange guarded, IReadOnlyList<RemoteQuestion> questions, CancellationToken cancellation)
    {
        long before = time.GetTimestamp();
        var verdicts = new RemoteVerdict[questions.Count];
        Array.Fill(verdicts, RemoteVerdict.Failure);
        bool failed = false;
        await Task.WhenAll(questions.Select((q, i) => (Question: q, Place: i)).GroupBy(q => q.Question.Judge).Select(asked =>
        {
            JudgeLine line = LineOf(guarded, asked.Key);
            return Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = line.MaxConcurrent, CancellationToken = cancellation }, async (one, token) =>
            {
                if (Volatile.Read(ref failed) && guarded.Exchange.Policy.OnFailure == FailureMode.Block)
                    return;
                verdicts[one.Place] = await line.AskAsync(one.Question, token);
                if (verdicts[one.Place].Failed)
                    Volatile.Write(ref failed, true);
            });
        }));
        guarded.InspectionTime += time.GetTimestamp() - before;
        return verdicts;
    }

    /// <summary>Gives an exchange the verdicts; returns why it cannot go on, or null.</summary>
    public static Refusal? Take(GuardedExchange guarded, IReadOnlyList<RemoteQuestion> questions, RemoteVerdict[] verdicts)
    {
        bool failed = Array.Exists(verdicts, v => v.Failed);
        if (failed && guarded.Exchange.Policy.OnFailure == FailureMode.Block)
            return GatewayRefusals.InspectionFailed;
        guarded.FailedOpen |= failed;
        for (int i = 0; i < questions.Count; i++)
            guarded.Exchange.Remote!.Answer(questions[i], verdicts[i]);
        return null;
    }

    /// <summary>Has the texts judged that nobody waits for.</summary>
    public void AskBeside(GuardedExchange guarded)
    {
        if (guarded.Exchange.Remote?.TakeBeside() is not { Count: > 0 } questions)
            return;
        foreach (IGrouping<RemoteJudge, RemoteQuestion> asked in questions.GroupBy(q => q.Judge))
        {
            int count = asked.Count();
            if (Interlocked.Add(ref _beside, count) > MostBeside)
            {
                Interlocked.Add(ref _beside, -count);
                watch.Failed(asked.Key.Name, "overloaded", count);
                continue;
            }

            _ = BesideAsync(LineOf(guarded, asked.Key), guarded.Exchange.Remote, [.. asked]); // Never throws; bounded by the count above.
        }
    }

    /// <summary>The exchange is over: what came beside it is in its account, and what judges failed at is told.</summary>
    public void Close(GuardedExchange guarded)
    {
        Exchange exchange = guarded.Exchange;
        exchange.Remote?.Close(exchange.Tally);
        foreach (FailureEntry failure in exchange.Tally.Failures)
        {
            guarded.FailedOpen |= exchange.Policy.OnFailure == FailureMode.Allow;
            watch.Failed(failure.Judge, failure.Reason, failure.Count);
        }
    }

    private JudgeLine LineOf(GuardedExchange guarded, RemoteJudge judge) => judges.Of(guarded.Route.Options.Judges[judge.Name]);

    private async Task BesideAsync(JudgeLine line, RemoteVerdicts remote, RemoteQuestion[] questions)
    {
        try
        {
            await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = line.MaxConcurrent, CancellationToken = stopping }, async (question, token) =>
            {
                RemoteVerdict verdict = await line.AskAsync(question, token);
                if (remote.Deliver(question, verdict))
                    return;
                foreach (TallyEntry entry in remote.Late(question, verdict))
                    watch.Late(entry.Rule, entry.Direction.ToString(), entry.Decision.ToString());
            });
        }
        catch (OperationCanceledException)
        {
            // The gate stops; nobody waits for these.
        }
        finally
        {
            Interlocked.Add(ref _beside, -questions.Length);
        }
    }
}
