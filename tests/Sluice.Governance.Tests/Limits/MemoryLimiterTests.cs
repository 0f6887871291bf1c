using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Limits;

public sealed class MemoryLimiterTests : LimiterSuite, IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly MemoryCounterStore _store;
    private readonly Limiter _limiter;

    public MemoryLimiterTests()
    {
        _store = new MemoryCounterStore(_clock);
        _limiter = new Limiter(_store, _clock);
    }

    protected override ICounterStore Store => _store;

    protected override Limiter Limiter => _limiter;

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public async Task A_long_stream_keeps_its_slot_and_a_crashed_nodes_comes_back()
    {
        LimitRules rules = Rules(new LimitSpec("c") { Count = LimitUnit.Concurrent, Max = 1 });
        var caller = new Caller("a");
        LimitLease stream = await AskAsync(caller, rules);
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False((await AskAsync(caller, rules)).IsAcquired);
        Assert.True(stream.IsAcquired);
        _limiter.Dispose(); // Nobody renews any more.
        _clock.Advance(LimitCharges.SlotLife);
        using var next = new Limiter(_store, _clock);
        Assert.True((await next.ReserveAsync(new LimitRequest(caller, rules) { Source = System.Net.IPAddress.Loopback }, Given.Token)).IsAcquired);
    }

    [Fact]
    public async Task A_refusal_is_remembered_until_there_is_room_and_no_longer()
    {
        LimitRules rules = Rules(new LimitSpec("r") { Max = 2, Window = TimeSpan.FromSeconds(10) });
        var caller = new Caller("a");
        await AskAsync(caller, rules);
        await AskAsync(caller, rules);
        int before = _store.Count;
        LimitLease refused = await AskAsync(caller, rules);
        LimitLease again = await AskAsync(caller, rules);
        Assert.Equal(refused.Refusal!.RetryAfter, again.Refusal!.RetryAfter);
        Assert.Equal(before, _store.Count);
        _clock.Advance(refused.Refusal.RetryAfter);
        Assert.True((await AskAsync(caller, rules)).IsAcquired);
    }

    [Fact]
    public async Task A_raised_limit_holds_at_once()
    {
        var caller = new Caller("a");
        LimitRules narrow = Rules(new LimitSpec("r") { Max = 1 });
        await AskAsync(caller, narrow);
        Assert.False((await AskAsync(caller, narrow)).IsAcquired);
        Assert.True((await AskAsync(caller, Rules(new LimitSpec("r") { Max = 2 }))).IsAcquired);
    }

    /// <summary>The decision path's budget; the time it takes is the micro-benchmarks' figure.</summary>
    [Fact]
    public async Task Reserving_and_settling_allocates_at_most_2_KB()
    {
        LimitRules rules = Rules(
            new LimitSpec("requests") { Max = 1_000_000 },
            new LimitSpec("tokens") { Count = LimitUnit.Tokens, Max = 1_000_000_000 },
            new LimitSpec("tenant") { Per = LimitPer.Tenant, Max = 1_000_000 },
            new LimitSpec("streams") { Count = LimitUnit.Concurrent, Max = 9 },
            new LimitSpec("global") { Per = LimitPer.Global, Max = 1_000_000 });
        var caller = new Caller("key_0123456789abcdef");
        await OnceAsync();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            await OnceAsync(); // Counters in memory answer at once, so all of it is this thread's.
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes");
        Assert.InRange(each, 1, 2_048);

        async ValueTask OnceAsync()
        {
            using LimitLease lease = await AskAsync(caller, rules, tokens: new(100, 512));
            await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new(90, 80)));
        }
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56")]
    [InlineData(null, "unknown")]
    public void Sources_count_by_their_range(string? address, string range) =>
        Assert.Equal(range, SourceRange.Of(address is null ? null : System.Net.IPAddress.Parse(address)));
}
