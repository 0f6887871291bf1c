using Sluice.Governance.Counters;

namespace Sluice.Governance.Tests.Counters;

/// <summary>What every store of counters does, whichever clock it goes by.</summary>
public abstract class CounterSuite
{
    private const long Hour = 3_600_000;

    protected abstract ICounterStore Store { get; }

    [Fact]
    public async Task What_is_within_the_limit_is_taken_and_what_is_not_is_refused_with_a_wait()
    {
        CounterCharge[] charges = [Window("a", 3)];
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal(TakeStatus.Taken, (await TakeAsync(charges)).Status);
            Assert.Equal((i, 1), (charges[0].Used, charges[0].Taken));
        }

        TakeResult refused = await TakeAsync(charges);
        Assert.Equal((TakeStatus.Refused, 0), (refused.Status, refused.Refused));
        Assert.InRange(refused.RetryAfter, 1, Hour + (Hour / 60));
        Assert.Equal(3, charges[0].Used);
    }

    [Fact]
    public async Task All_are_taken_or_none()
    {
        CounterCharge[] both = [Window("wide", 10), Window("narrow", 1)];
        Assert.Equal(TakeStatus.Taken, (await TakeAsync(both)).Status);
        TakeResult refused = await TakeAsync(both);
        Assert.Equal((TakeStatus.Refused, 1), (refused.Status, refused.Refused));
        CounterCharge[] wide = [Window("wide", 10)];
        await TakeAsync(wide);
        Assert.Equal(2, wide[0].Used);
    }

    [Fact]
    public async Task Of_several_that_refuse_the_longest_wait_is_told()
    {
        await TakeAsync([Window("short", 1, window: 60_000)]);
        await TakeAsync([Window("long", 1)]);
        TakeResult refused = await TakeAsync([Window("short", 1, window: 60_000), Window("long", 1)]);
        Assert.Equal(1, refused.Refused);
        Assert.True(refused.RetryAfter > 61_000);
    }

    [Fact]
    public async Task What_is_settled_lower_comes_back_and_what_is_settled_higher_is_owed()
    {
        CounterCharge[] charges = [Window("t", 100, amount: 60)];
        await TakeAsync(charges);
        charges[0].Amount = -50;
        Assert.True(await Store.SettleAsync("one", charges, ""));
        Assert.Equal(10, charges[0].Used);
        charges[0].Amount = 250;
        await Store.SettleAsync("one", charges, "");
        Assert.Equal(260, charges[0].Used);
        TakeResult refused = await TakeAsync([Window("t", 100)]);
        Assert.True(refused.RetryAfter > 2 * Hour, $"260 of 100 are two windows of debt, not {refused.RetryAfter} ms");
    }

    [Fact]
    public async Task A_share_is_taken_as_far_as_there_is_room()
    {
        await TakeAsync([Window("s", 100, amount: 70)]);
        CounterCharge[] share = [Window("s", 100, amount: 50)];
        share[0].Least = 20;
        Assert.Equal(TakeStatus.Taken, (await TakeAsync(share)).Status);
        Assert.Equal((30, 100), (share[0].Taken, share[0].Used));
        Assert.Equal(TakeStatus.Refused, (await TakeAsync(share)).Status);
    }

    [Fact]
    public async Task Slots_are_taken_given_back_and_renewed()
    {
        CounterCharge[] slots = [Slots("c", 2)];
        Assert.Equal(TakeStatus.Taken, (await Store.TakeAsync("one", slots, "first", Given.Token)).Status);
        Assert.Equal(TakeStatus.Taken, (await Store.TakeAsync("one", slots, "second", Given.Token)).Status);
        TakeResult refused = await Store.TakeAsync("one", slots, "third", Given.Token);
        Assert.Equal((TakeStatus.Refused, 2L), (refused.Status, slots[0].Used));
        Assert.True(refused.RetryAfter > 0);
        Assert.True(await Store.RenewAsync("one", slots, "first"));
        await Store.SettleAsync("one", slots, "second");
        Assert.Equal(TakeStatus.Taken, (await Store.TakeAsync("one", slots, "third", Given.Token)).Status);
    }

    [Fact]
    public async Task Nobody_alerts_twice_within_a_window()
    {
        var alerts = new List<int>();
        for (int i = 1; i <= 10; i++)
        {
            CounterCharge[] charges = [Window("alerted", 10, alertAt: 8)];
            await TakeAsync(charges);
            if (charges[0].Alerts)
                alerts.Add(i);
        }

        Assert.Equal([8], alerts);
    }

    [Fact]
    public async Task What_settles_can_alert_too()
    {
        CounterCharge[] charges = [Window("late", 10, alertAt: 8)];
        await TakeAsync(charges);
        Assert.False(charges[0].Alerts);
        charges[0].Amount = 8;
        await Store.SettleAsync("one", charges, "");
        Assert.True(charges[0].Alerts);
    }

    /// <summary>Takes in which many callers compete never add up to more than the limit.</summary>
    [Fact]
    public async Task Callers_that_compete_get_the_limit_between_them_and_no_more()
    {
        int taken = 0;
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Given.Token }, async (_, _) =>
        {
            if ((await TakeAsync([Window("contended", 100), Window("wide", 10_000)])).Status == TakeStatus.Taken)
                Interlocked.Increment(ref taken);
        });
        Assert.Equal(100, taken);
    }

    protected static CounterCharge Window(string key, long max, long amount = 1, long window = Hour, long alertAt = 0, bool shared = false) =>
        new() { Key = key, Max = max, Window = window, Amount = amount, AlertAt = alertAt, Shared = shared };

    protected static CounterCharge Slots(string key, long max, long life = 60_000) => new() { Key = key, Kind = CounterKind.Concurrent, Max = max, Window = life, Amount = 1 };

    protected async Task<TakeResult> TakeAsync(CounterCharge[] charges) => await Store.TakeAsync("one", charges, "", Given.Token);
}
