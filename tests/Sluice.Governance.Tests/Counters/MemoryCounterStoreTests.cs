using Sluice.Governance.Counters;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Counters;

public sealed class MemoryCounterStoreTests : CounterSuite, IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new();
    private readonly MemoryCounterStore _store;

    public MemoryCounterStoreTests() => _store = new MemoryCounterStore(_clock, capacity: 100);

    protected override ICounterStore Store => _store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task No_window_wherever_it_begins_holds_more_than_the_limit()
    {
        const int limit = 50;
        var random = new Random(7);
        var taken = new List<DateTimeOffset>();
        for (int i = 0; i < 20_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(random.Next(20) == 0 ? 5_000 : 40)));
            if ((await TakeAsync([Window("w", limit, window: 10_000)])).Status == TakeStatus.Taken)
                taken.Add(_clock.GetUtcNow());
        }

        int most = taken.Max(from => taken.Count(at => at >= from && at < from.AddSeconds(10)));
        Assert.Equal(limit, most);
    }

    [Fact]
    public async Task What_was_spent_comes_back_when_its_step_has_left_and_the_wait_told_is_right()
    {
        await TakeAsync([Window("w", 2, window: 60_000)]);
        _clock.Advance(20 * Step);
        await TakeAsync([Window("w", 2, window: 60_000)]);
        TakeResult refused = await TakeAsync([Window("w", 2, window: 60_000)]);
        Assert.InRange(refused.RetryAfter, 40_000, 41_000);
        _clock.Advance(TimeSpan.FromMilliseconds(refused.RetryAfter - 1));
        Assert.Equal(TakeStatus.Refused, (await TakeAsync([Window("w", 2, window: 60_000)])).Status);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TakeStatus.Taken, (await TakeAsync([Window("w", 2, window: 60_000)])).Status);
        Assert.Equal(TakeStatus.Refused, (await TakeAsync([Window("w", 2, window: 60_000)])).Status);
    }

    [Fact]
    public async Task A_debt_is_paid_by_the_windows_behind()
    {
        CounterCharge[] charges = [Window("d", 100, window: 60_000)];
        await TakeAsync(charges);
        charges[0].Amount = 249;
        await _store.SettleAsync("one", charges, "");
        Assert.Equal(250, charges[0].Used);
        _clock.Advance(61 * Step);
        Assert.Equal(TakeStatus.Refused, (await TakeAsync([Window("d", 100, window: 60_000)])).Status);
        _clock.Advance(61 * Step);
        CounterCharge[] after = [Window("d", 100, window: 60_000)];
        Assert.Equal(TakeStatus.Taken, (await TakeAsync(after)).Status);
        Assert.Equal(51, after[0].Used);
        _clock.Advance(10 * 61 * Step);
        await TakeAsync(after);
        Assert.Equal(1, after[0].Used);
    }

    [Fact]
    public async Task A_slot_that_nobody_renews_comes_back()
    {
        CounterCharge[] slots = [Slots("c", 1)];
        await _store.TakeAsync("one", slots, "crashed", Given.Token);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await _store.RenewAsync("one", slots, "crashed");
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TakeStatus.Refused, (await _store.TakeAsync("one", slots, "next", Given.Token)).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TakeStatus.Taken, (await _store.TakeAsync("one", slots, "next", Given.Token)).Status);
    }

    [Fact]
    public async Task Counters_are_bounded_and_only_those_that_show_nothing_make_room()
    {
        for (int i = 0; i < 100; i++)
            Assert.Equal(TakeStatus.Taken, (await TakeAsync([Window($"k{i}", 5, window: 60_000)])).Status);
        Assert.Equal(TakeStatus.Unavailable, (await TakeAsync([Window("more", 5, window: 60_000)])).Status);
        Assert.Equal(TakeStatus.Taken, (await TakeAsync([Window("k0", 5, window: 60_000)])).Status);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TakeStatus.Taken, (await TakeAsync([Window("more", 5, window: 60_000)])).Status);
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task Given_back_counters_make_room_at_once()
    {
        for (int i = 0; i < 100; i++)
        {
            CounterCharge[] charges = [Window($"k{i}", 5)];
            await TakeAsync(charges);
            charges[0].Amount = -1;
            await _store.SettleAsync("one", charges, "");
        }

        Assert.Equal(TakeStatus.Taken, (await TakeAsync([Window("more", 5)])).Status);
    }
}
