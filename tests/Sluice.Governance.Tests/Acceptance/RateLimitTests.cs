using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Governance.Tests.Counters;
using Sluice.Inspection;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Acceptance;

/// <summary>R1, R2, R4, R5 and R6 of the acceptance list, at the limiter; the gateway's tests show them over HTTP.</summary>
public sealed class RateLimitTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Four nodes on one Redis, together four times as many requests as allowed: no more than the limit pass, and no less than 2 % below it.</summary>
    [Theory]
    [InlineData(LimitPer.Key)]
    [InlineData(LimitPer.Tenant)]
    [InlineData(LimitPer.Model)]
    [InlineData(LimitPer.Source)]
    [InlineData(LimitPer.Global)]
    public async Task R1_four_nodes_admit_the_limit_between_them(LimitPer per)
    {
        const int limit = 1_000;
        LimitRules rules = new() { Quotas = [new LimitSpec($"r1-{per}") { Per = per, Max = limit, Window = Hour }] };
        await using Nodes nodes = await Nodes.StartAsync(redis, 4);
        int admitted = await nodes.DriveAsync(4 * limit, (node, _) => node.ReserveAsync(Request(rules, "ann"), Given.Token));
        Assert.InRange(admitted, limit * 98 / 100, limit);
    }

    [Fact]
    public async Task R1_the_request_behind_the_last_one_is_refused_with_a_wait_that_is_true()
    {
        var clock = new ManualClock();
        using Limiter limiter = InMemory(clock);
        LimitRules rules = new() { Quotas = [new LimitSpec("r1") { Max = 5, Window = TimeSpan.FromMinutes(1) }] };
        for (int i = 0; i < 5; i++)
            Assert.True((await limiter.ReserveAsync(Request(rules, "ann"), Given.Token)).IsAcquired);
        LimitLease refused = await limiter.ReserveAsync(Request(rules, "ann"), Given.Token);
        Assert.InRange(refused.Refusal!.RetryAfter, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
        clock.Advance(refused.Refusal.RetryAfter);
        Assert.True((await limiter.ReserveAsync(Request(rules, "ann"), Given.Token)).IsAcquired);
    }

    [Fact]
    public async Task R2_what_an_answer_took_beyond_the_budget_is_missing_from_the_windows_behind()
    {
        var clock = new ManualClock();
        using Limiter limiter = InMemory(clock);
        LimitRules rules = new() { Quotas = [new LimitSpec("r2") { Count = LimitUnit.Tokens, Max = 1_000, Window = TimeSpan.FromMinutes(1) }] };
        LimitLease stream = await limiter.ReserveAsync(Request(rules, "ann", new TokenUsage(100, 500)), Given.Token);
        await stream.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(100, 2_400)));

        // 2,500 of 1,000 a minute: this minute, the next, and half of the one behind it.
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False((await limiter.ReserveAsync(Request(rules, "ann", new TokenUsage(1, 1)), Given.Token)).IsAcquired);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False((await limiter.ReserveAsync(Request(rules, "ann", new TokenUsage(1, 500)), Given.Token)).IsAcquired);
        Assert.True((await limiter.ReserveAsync(Request(rules, "ann", new TokenUsage(1, 499)), Given.Token)).IsAcquired);
    }

    [Theory]
    [InlineData(LimitUnit.Tokens, 1_000, 24)]
    [InlineData(LimitUnit.Tokens, 1_000, 24 * 31)]
    [InlineData(LimitUnit.Spend, 0.01, 24)]
    public async Task R4_a_quota_alerts_at_80_percent_once_and_stops_at_100(LimitUnit unit, double max, int hours)
    {
        var clock = new ManualClock();
        var alerts = new List<QuotaAlert>();
        using Limiter limiter = InMemory(clock);
        limiter.Alerted = alerts.Add;
        LimitRules rules = new()
        {
            Quotas = [new LimitSpec("r4") { Count = unit, Max = (decimal)max, Window = TimeSpan.FromHours(hours) }],
            Prices = [new TokenPrice("*") { Input = 10, Output = 10 }],
        };
        int admitted = 0;
        int alertedAt = 0;
        while (true)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            LimitLease lease = await limiter.ReserveAsync(Request(rules, "ann", new TokenUsage(5, 5)), Given.Token);
            if (!lease.IsAcquired)
                break;
            await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(5, 5)));
            admitted++;
            if (alerts.Count == 1 && alertedAt == 0)
                alertedAt = admitted;
        }

        Assert.Equal((100, 80), (admitted, alertedAt));
        QuotaAlert alert = Assert.Single(alerts);
        Assert.Equal(("r4", (decimal)max * 0.8m), (alert.Limit.Name, alert.Used));
    }

    /// <summary>A key that leaked, driven as fast as it goes for a simulated hour that begins anywhere, with requests that want as much as they can get.</summary>
    [Theory]
    [InlineData(LimitUnit.Requests, 500)]
    [InlineData(LimitUnit.Tokens, 200_000)]
    public async Task R5_a_leaked_key_at_full_speed_does_not_exceed_its_hourly_quota(LimitUnit unit, int max)
    {
        var clock = new ManualClock();
        using Limiter limiter = InMemory(clock);
        LimitRules rules = new() { Quotas = [new LimitSpec("r5") { Count = unit, Max = max, Window = Hour }] };
        var spent = new List<(DateTimeOffset At, long Amount)>();
        for (DateTimeOffset end = clock.GetUtcNow() + (3 * Hour); clock.GetUtcNow() < end; clock.Advance(TimeSpan.FromMilliseconds(250)))
        {
            using LimitLease lease = await limiter.ReserveAsync(Request(rules, "leaked", new TokenUsage(120, 800)), Given.Token);
            if (!lease.IsAcquired)
                continue;
            await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(118, 797)));
            spent.Add((clock.GetUtcNow(), unit == LimitUnit.Requests ? 1 : 915));
        }

        long most = 0;
        long within = 0;
        for (int from = 0, to = 0; to < spent.Count; to++)
        {
            within += spent[to].Amount;
            while (spent[to].At - spent[from].At >= Hour)
                within -= spent[from++].Amount;
            most = Math.Max(most, within);
        }

        Assert.InRange(most, max * 98 / 100, max);
    }

    [Fact]
    public async Task R6_twenty_keys_of_one_tenant_get_the_tenants_limit_and_no_more()
    {
        const int limit = 600;
        LimitRules rules = new()
        {
            Quotas = [new LimitSpec("r6-tenant") { Per = LimitPer.Tenant, Max = limit, Window = Hour }, new LimitSpec("r6-key") { Max = 100, Window = Hour }],
        };
        await using Nodes nodes = await Nodes.StartAsync(redis, 4);
        int admitted = await nodes.DriveAsync(20 * 120, (node, i) => node.ReserveAsync(Request(rules, $"key-{i % 20}"), Given.Token));
        Assert.Equal(limit, admitted);
    }

    [Fact]
    public async Task R6_the_tightest_limit_wins()
    {
        using Limiter limiter = InMemory(new ManualClock());
        LimitPer[] all = [LimitPer.Key, LimitPer.Project, LimitPer.Tenant, LimitPer.Source, LimitPer.Model, LimitPer.Global];
        foreach (LimitPer tight in all)
        {
            LimitRules rules = new() { Quotas = [.. all.Select(p => new LimitSpec($"{tight}-{p}") { Per = p, Max = p == tight ? 2 : 50 })] };
            Assert.True((await limiter.ReserveAsync(Request(rules, "ann"), Given.Token)).IsAcquired);
            Assert.True((await limiter.ReserveAsync(Request(rules, "ann"), Given.Token)).IsAcquired);
            Assert.Equal($"{tight}-{tight}", (await limiter.ReserveAsync(Request(rules, "ann"), Given.Token)).Refusal!.Limit.Name);
        }
    }

    private static Limiter InMemory(ManualClock clock) => new(new MemoryCounterStore(clock), clock);

    private static LimitRequest Request(LimitRules rules, string key, TokenUsage estimate = default) =>
        new(new Caller(key) { Kind = CallerKind.Key, KeyId = key, Project = "p" }, rules) { Model = "m", Source = System.Net.IPAddress.Loopback, Estimate = estimate };

    /// <summary>Limiters that share nothing but a Redis.</summary>
    private sealed class Nodes : IAsyncDisposable
    {
        private readonly List<(RedisCounterStore Store, Limiter Limiter)> _nodes = [];

        public static async Task<Nodes> StartAsync(RedisFixture redis, int count)
        {
            await redis.Server.CommandAsync("FLUSHALL");
            var nodes = new Nodes();
            for (int i = 0; i < count; i++)
            {
                RedisCounterStore store = redis.NewStore();
                await store.FirstAttemptAsync();
                nodes._nodes.Add((store, new Limiter(store, TimeProvider.System)));
            }

            return nodes;
        }

        /// <summary>How many of the requests are admitted, sent through all nodes side by side.</summary>
        public async Task<int> DriveAsync(int requests, Func<Limiter, int, ValueTask<LimitLease>> reserve)
        {
            int admitted = 0;
            await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Given.Token }, async (i, _) =>
            {
                LimitLease lease = await reserve(_nodes[i % _nodes.Count].Limiter, i);
                if (lease.IsAcquired)
                    Interlocked.Increment(ref admitted);
                else
                    Assert.Equal(LimitRefusalReason.Exceeded, lease.Refusal!.Reason);
            });
            return admitted;
        }

        public async ValueTask DisposeAsync()
        {
            foreach ((RedisCounterStore store, Limiter limiter) in _nodes)
            {
                await limiter.DisposeAsync();
                await store.DisposeAsync();
            }
        }
    }
}
