using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Governance.Tests.Counters;

namespace Sluice.Governance.Tests.Limits;

public sealed class RedisLimiterTests : LimiterSuite, IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly RedisFixture _redis;
    private readonly RedisCounterStore _store;
    private readonly Limiter _limiter;

    public RedisLimiterTests(RedisFixture redis)
    {
        _redis = redis;
        _store = redis.NewStore();
        _limiter = new Limiter(_store, TimeProvider.System);
    }

    protected override ICounterStore Store => _store;

    protected override Limiter Limiter => _limiter;

    public async ValueTask InitializeAsync()
    {
        await _redis.Server.CommandAsync("FLUSHALL");
        await _store.FirstAttemptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _limiter.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_who_was_refused_on_requests_costs_no_further_round_trip()
    {
        LimitRules rules = Rules(new LimitSpec("r") { Max = 1, Window = TimeSpan.FromHours(1) });
        var caller = new Caller("a");
        await AskAsync(caller, rules);
        Assert.False((await AskAsync(caller, rules)).IsAcquired);
        long before = await _redis.Server.CallsAsync("evalsha");
        for (int i = 0; i < 100; i++)
            Assert.False((await AskAsync(caller, rules)).IsAcquired);
        Assert.Equal(before, await _redis.Server.CallsAsync("evalsha"));
    }

    [Fact]
    public async Task Reserving_is_one_round_trip_and_settling_one_where_anything_differs()
    {
        LimitRules rules = Rules(
            new LimitSpec("key") { Max = 100 },
            new LimitSpec("tokens") { Count = LimitUnit.Tokens, Max = 100_000 },
            new LimitSpec("tenant") { Per = LimitPer.Tenant, Max = 100 },
            new LimitSpec("model") { Per = LimitPer.Model, Max = 100 },
            new LimitSpec("streams") { Count = LimitUnit.Concurrent, Max = 9 },
            new LimitSpec("global") { Per = LimitPer.Global, Max = 1_000_000, Window = TimeSpan.FromHours(1) });
        var caller = new Caller("a");
        await (await AskAsync(caller, rules, tokens: new(10, 10))).SettleAsync(new LimitUsage(LimitOutcome.Answered, new(11, 11)));
        long before = await _redis.Server.CallsAsync("evalsha");
        LimitLease lease = await AskAsync(caller, rules, tokens: new(10, 10));
        Assert.True(lease.IsAcquired);
        Assert.Equal(before + 1, await _redis.Server.CallsAsync("evalsha"));
        await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new(11, 11)));
        Assert.Equal(before + 2, await _redis.Server.CallsAsync("evalsha"));
    }
}
