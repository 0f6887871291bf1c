using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Testing.Servers;

namespace Sluice.Governance.Tests.Acceptance;

/// <summary>R1 and R6 on a real Redis Cluster: a tenant's counters lie on one server, tenants on all of them, and what crosses tenants on whichever has its slot.</summary>
public sealed class RedisClusterTests(RedisClusterTests.Fixture cluster) : IClassFixture<RedisClusterTests.Fixture>, IAsyncLifetime
{
    private const int Limit = 1_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<(RedisCounterStore Store, Limiter Limiter)> _nodes = [];

    public async ValueTask InitializeAsync()
    {
        await cluster.Cluster.CommandAsync("FLUSHALL");
        for (int i = 0; i < 4; i++)
        {
            var store = new RedisCounterStore(new RedisSettings(cluster.Cluster.Connection) { Deadline = TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger<RedisCounterStore>.Instance);
            _nodes.Add((store, new Limiter(store, TimeProvider.System)));
            await store.FirstAttemptAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((RedisCounterStore store, Limiter limiter) in _nodes)
        {
            await limiter.DisposeAsync();
            await store.DisposeAsync();
        }
    }

    /// <summary>Four nodes, twelve tenants on three servers, together four times as many requests as allowed.</summary>
    [Theory]
    [InlineData(LimitPer.Source)]
    [InlineData(LimitPer.Global)]
    public async Task R1_Four_nodes_on_a_cluster_admit_a_limit_that_crosses_tenants_within_2_percent(LimitPer per)
    {
        LimitRules rules = new() { Quotas = [new LimitSpec($"r1-{per}") { Per = per, Max = Limit, Window = Hour, OnOutage = OutageMode.Closed }, new LimitSpec("own") { Max = Limit, OnOutage = OutageMode.Closed }] };
        int[] admitted = await DriveAsync(4 * Limit, 12, rules);
        Assert.InRange(admitted.Sum(), Limit * 98 / 100, Limit * 102 / 100);
    }

    [Theory]
    [InlineData(LimitPer.Key)]
    [InlineData(LimitPer.Project)]
    [InlineData(LimitPer.Tenant)]
    [InlineData(LimitPer.Model)]
    public async Task R6_Each_tenant_on_a_cluster_gets_its_limit_to_the_request_and_all_servers_count(LimitPer per)
    {
        const int tenants = 12;
        const int each = 100;
        LimitRules rules = new()
        {
            Quotas =
            [
                new LimitSpec($"r6-{per}") { Per = per, Max = each, Window = Hour, OnOutage = OutageMode.Closed },
                new LimitSpec("tokens") { Per = LimitPer.Tenant, Count = LimitUnit.Tokens, Max = 1_000_000, OnOutage = OutageMode.Closed },
                new LimitSpec("streams") { Per = LimitPer.Tenant, Count = LimitUnit.Concurrent, Max = 1_000, OnOutage = OutageMode.Closed },
            ],
        };
        int[] admitted = await DriveAsync(4 * each * tenants, tenants, rules);
        Assert.All(admitted, a => Assert.Equal(each, a));
        foreach (RedisServer server in cluster.Cluster.Servers)
            Assert.NotEqual(0, await server.CallsAsync("evalsha"));
    }

    /// <summary>Scripts are known to a server, not to the cluster.</summary>
    [Fact]
    public async Task A_server_of_the_cluster_that_lost_its_scripts_is_taught_them()
    {
        LimitRules rules = new() { Quotas = [new LimitSpec("taught") { Per = LimitPer.Tenant, Max = 2, Window = Hour, OnOutage = OutageMode.Closed }] };
        for (int tenant = 0; tenant < 12; tenant++)
            Assert.True((await AskAsync(0, tenant, rules)).IsAcquired);
        await cluster.Cluster.CommandAsync("SCRIPT", "FLUSH");
        for (int tenant = 0; tenant < 12; tenant++)
        {
            Assert.True((await AskAsync(1, tenant, rules)).IsAcquired);
            Assert.Equal(LimitRefusalReason.Exceeded, (await AskAsync(2, tenant, rules)).Refusal?.Reason);
        }
    }

    [Fact]
    public async Task A_change_is_told_to_every_node_whichever_server_it_is_connected_to()
    {
        var heard = _nodes.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        IDisposable[] listening = [.. _nodes.Select((n, i) => n.Store.Changes.Subscribe("keys", () => heard[i].TrySetResult()))];
        Task all = Task.WhenAll(heard[1..].Select(h => h.Task));
        while (!all.IsCompleted)
        {
            Assert.True(await _nodes[0].Store.Changes.PublishAsync("keys", Given.Token)); // Subscriptions may be on their way still.
            await Task.WhenAny(all, Task.Delay(20, Given.Token));
        }

        foreach (IDisposable one in listening)
            one.Dispose();
    }

    /// <summary>Nodes that know nothing of it ask the old server, and are led on (<c>MOVED</c>).</summary>
    [Fact]
    public async Task A_hash_slot_that_moves_to_another_server_takes_its_counters_along()
    {
        LimitRules rules = new() { Quotas = [new LimitSpec("moved") { Per = LimitPer.Tenant, Max = 100, Window = Hour, OnOutage = OutageMode.Closed }] };
        await using RedisCluster own = await RedisCluster.StartAsync();
        await using var one = new RedisCounterStore(new RedisSettings(own.Connection) { Deadline = TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger<RedisCounterStore>.Instance);
        await using var limiter = new Limiter(one, TimeProvider.System);
        await one.FirstAttemptAsync();
        for (int i = 0; i < 60; i++)
            Assert.True((await limiter.ReserveAsync(Request(0, rules), Given.Token)).IsAcquired);
        RedisServer to = await own.MoveAsync("sluice:{tenant-0}:");
        long before = await to.CallsAsync("evalsha") + await to.CallsAsync("eval");
        int more = 0;
        while ((await limiter.ReserveAsync(Request(0, rules), Given.Token)).IsAcquired)
            more++;
        Assert.Equal(40, more);
        Assert.True(await to.CallsAsync("evalsha") + await to.CallsAsync("eval") - before >= 40);
    }

    /// <summary>A server that stalls is an outage for the tenants that it counts for; nothing hangs, others are counted on, and nothing has to be restarted.</summary>
    [Fact]
    public async Task R7_A_server_of_the_cluster_that_stalls_is_an_outage_for_its_tenants()
    {
        LimitRules rules = new() { Quotas = [new LimitSpec("stalled") { Per = LimitPer.Tenant, Max = 1_000_000, Window = Hour, OnOutage = OutageMode.Closed }] };
        await using RedisCluster own = await RedisCluster.StartAsync();
        await using var one = new RedisCounterStore(new RedisSettings(own.Connection) { Deadline = TimeSpan.FromMilliseconds(500) }, TimeProvider.System, NullLogger<RedisCounterStore>.Instance);
        await using var limiter = new Limiter(one, TimeProvider.System);
        await one.FirstAttemptAsync();
        await UntilAsync(limiter, 0, rules, l => l.IsAcquired);
        RedisServer server = await own.OwnerOfAsync("sluice:{tenant-0}:");
        int other = 1;
        while (await own.OwnerOfAsync($"sluice:{{tenant-{other}}}:") == server)
            other++;
        server.Pause();
        await UntilAsync(limiter, 0, rules, l => l.Refusal?.Reason == LimitRefusalReason.Unavailable);
        await UntilAsync(limiter, other, rules, l => l.IsAcquired);
        await UntilAsync(limiter, 0, rules, l => l.Refusal?.Reason == LimitRefusalReason.Unavailable);
        server.Resume();
        await UntilAsync(limiter, 0, rules, l => l.IsAcquired);
        await UntilAsync(limiter, other, rules, l => l.IsAcquired);
    }

    /// <summary>Asks until the answer is this one; the test's own timeout ends it.</summary>
    private static async Task UntilAsync(Limiter limiter, int tenant, LimitRules rules, Func<LimitLease, bool> isSo)
    {
        while (true)
        {
            using LimitLease lease = await limiter.ReserveAsync(Request(tenant, rules), Given.Token);
            if (isSo(lease))
                return;
            await Task.Delay(20, Given.Token);
        }
    }

    /// <summary>How many requests each tenant gets admitted, all sent side by side through all nodes.</summary>
    private async Task<int[]> DriveAsync(int requests, int tenants, LimitRules rules)
    {
        int[] admitted = new int[tenants];
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Given.Token }, async (i, _) =>
        {
            int tenant = i / _nodes.Count % tenants;
            LimitLease lease = await AskAsync(i, tenant, rules);
            if (lease.IsAcquired)
                Interlocked.Increment(ref admitted[tenant]);
            else
                Assert.Equal(LimitRefusalReason.Exceeded, lease.Refusal!.Reason);
            if (lease.IsAcquired)
                Assert.True(await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new(1, 1))));
        });
        return admitted;
    }

    private ValueTask<LimitLease> AskAsync(int node, int tenant, LimitRules rules) => _nodes[node % _nodes.Count].Limiter.ReserveAsync(Request(tenant, rules), Given.Token);

    private static LimitRequest Request(int tenant, LimitRules rules)
    {
        var caller = new Caller($"key-{tenant}") { Kind = CallerKind.Key, KeyId = $"key-{tenant}", Tenant = $"tenant-{tenant}", Project = "p" };
        return new LimitRequest(caller, rules) { Model = "m", Source = System.Net.IPAddress.Loopback, Estimate = new(1, 1) };
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public RedisCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
