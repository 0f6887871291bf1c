using System.Collections.Concurrent;

namespace Sluice.Governance.Counters;

/// <summary>
/// Counters that cross tenants would make every request ask a second hash slot, and the busiest of all. So a node takes a share of a window, 1/400 of it or what the request needs,
/// and hands that out itself. A share is booked in full when it is taken and is good only until the step of the window ends in which it was booked: so the total never
/// exceeds the limit, and what idle nodes hold of it is at most 1/400 each. Thread-safe.
/// </summary>
internal sealed class SharedBudgets(RedisCounterStore store, TimeProvider time)
{
    /// <summary>Shares that a window is cut into.</summary>
    public const int Shares = 400;

    /// <summary>Counters of which a share is held at one time; more are asked request by request.</summary>
    private const int Most = 20_000;

    /// <summary>Attempts of one request to get something of shares that others use up; then it asks for itself.</summary>
    private const int MostTurns = 8;

    private readonly ConcurrentDictionary<string, SharedBudget> _budgets = new(StringComparer.Ordinal);

    public async ValueTask<TakeResult> TakeAsync(CounterCharge[] charges, int at, CancellationToken cancellation)
    {
        if (BudgetOf(charges[at].Key) is not { } budget)
            return await store.TakeOneAsync(charges, at, "", cancellation);
        for (int turn = 0; turn < MostTurns; turn++)
        {
            if (budget.TryTake(ref charges[at], time.GetTimestamp(), out TakeResult result, out TaskCompletionSource<TakeStatus>? filling))
                return result with { Refused = result.Status == TakeStatus.Refused ? at : -1 };
            if (filling is not null)
                return await FillAsync(budget, charges, at, filling);
            if (await budget.Filling.WaitAsync(cancellation) == TakeStatus.Unavailable)
                return TakeResult.Unavailable;
        }

        return await store.TakeOneAsync(charges, at, "", cancellation);
    }

    /// <summary>Gives back to the share that it came from; false where that is no longer good, or where the amount was taken otherwise.</summary>
    public bool TryReturn(in CounterCharge charge) =>
        charge.Kind == CounterKind.Window && charge.Amount < 0 && _budgets.TryGetValue(charge.Key, out SharedBudget? budget) && budget.TryReturn(charge.Step, -charge.Amount, time.GetTimestamp());

    private SharedBudget? BudgetOf(string key)
    {
        if (_budgets.TryGetValue(key, out SharedBudget? budget))
            return budget;
        if (_budgets.Count >= Most)
        {
            long now = time.GetTimestamp();
            foreach ((string other, SharedBudget held) in _budgets)
            {
                if (held.IsOver(now))
                    _budgets.TryRemove(other, out _);
            }

            if (_budgets.Count >= Most)
                return null;
        }

        return _budgets.GetOrAdd(key, static _ => new SharedBudget());
    }

    /// <summary>Takes a new share for this request and those behind it. Nobody waits longer than one call takes, as all share its outcome.</summary>
    private async ValueTask<TakeResult> FillAsync(SharedBudget budget, CounterCharge[] charges, int at, TaskCompletionSource<TakeStatus> filling)
    {
        long asked = time.GetTimestamp();
        CounterCharge[] share = [charges[at]];
        share[0].Amount = Math.Max(charges[at].Amount + budget.TakeDemand(), charges[at].Max / Shares);
        share[0].Least = charges[at].Amount;
        TakeResult result = TakeResult.Unavailable;
        try
        {
            if (budget.TakeRest(out long step) is > 0 and long rest)
            {
                CounterCharge[] back = [charges[at]];
                (back[0].Amount, back[0].Step) = (-rest, step);
                await store.SettleOneAsync(back, 0, "");
            }

            result = await store.TakeOneAsync(share, 0, "", CancellationToken.None); // Others wait for it: not ended by this caller's leaving.
        }
        finally
        {
            budget.Fill(share[0], result, charges[at].Amount, asked, asked + (share[0].StepLeft * time.TimestampFrequency / 1_000), time.GetTimestamp() + (Math.Min(result.RetryAfter, share[0].StepLeft) * time.TimestampFrequency / 1_000));
            filling.SetResult(result.Status);
        }

        long amount = charges[at].Amount;
        charges[at] = share[0];
        (charges[at].Amount, charges[at].Least, charges[at].Taken) = (amount, 0, amount);
        return result with { Refused = result.Status == TakeStatus.Refused ? at : -1 };
    }
}
