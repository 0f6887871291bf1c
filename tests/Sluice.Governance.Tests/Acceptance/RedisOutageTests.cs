using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Testing;
using Sluice.Testing.Servers;

namespace Sluice.Governance.Tests.Acceptance;

/// <summary>R7: a Redis that is stopped, paused, slow, restarted or failed over. Never unlimited, nothing hangs, each change of state is told once, and nothing has to be restarted.</summary>
public sealed class RedisOutageTests
{
    private static readonly Caller Ann = new("ann") { KeyId = "ann" };

    /// <summary>Far more than a deadline, far less than a stall: what takes longer hangs.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    public enum Fault
    {
        Stopped,
        Paused,

        /// <summary>It does what it is asked, and each answer comes when nobody waits for it any more.</summary>
        Slow,
    }

    [Theory]
    [InlineData(Fault.Stopped)]
    [InlineData(Fault.Paused)]
    [InlineData(Fault.Slow)]
    public async Task R7_each_limit_follows_its_own_mode_and_all_come_back(Fault fault)
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using SlowLine line = SlowLine.To(server);
        await using var node = new Node(fault == Fault.Slow ? line.Connection : server.Connection);
        LimitRules closed = Rules(OutageMode.Closed, 1_000);
        LimitRules local = Rules(OutageMode.Local, 40);
        LimitRules open = Rules(OutageMode.Open, 1);
        await node.UntilAsync(closed, l => l.IsAcquired);
        await BreakAsync(server, line, fault);
        await node.UntilAsync(closed, l => l.Refusal?.Reason == LimitRefusalReason.Unavailable);

        // A share of 40 on one of 4 nodes is 10; none was counted before Redis went, as nobody asked for this limit.
        int passed = 0;
        for (int i = 0; i < 50; i++)
        {
            LimitLease lease = await node.AskAsync(local);
            passed += lease.IsAcquired ? 1 : 0;
            Assert.NotEqual(LimitRefusalReason.Unavailable, lease.Refusal?.Reason);
            Assert.True((await node.AskAsync(open)).IsAcquired);
        }

        Assert.Equal(10, passed);
        await HealAsync(server, line, fault);
        await node.UntilAsync(closed, l => l.IsAcquired);
        await node.SettledAsync();
        string told = string.Join('\n', node.Logs.Lines);
        Assert.True(Regex.Count(told, "Redis is away") == 1 && Regex.Count(told, "Redis is back") == 1, told);
    }

    /// <summary>An answer that comes too late is none; but what it took is taken, so that a slow Redis lets nobody have more than the limit.</summary>
    [Fact]
    public async Task R7_A_slow_server_is_missed_then_spared_and_what_late_answers_took_counts()
    {
        const int limit = 40;
        await using RedisServer server = await RedisServer.StartAsync();
        await using SlowLine line = SlowLine.To(server);
        await using var node = new Node(line.Connection);
        LimitRules rules = Rules(OutageMode.Closed, limit);
        await node.UntilAsync(rules, l => l.IsAcquired);
        line.Hold();
        long before = await server.CallsAsync("evalsha");
        for (int i = 0; i < 200; i++)
            Assert.Equal(LimitRefusalReason.Unavailable, (await node.AskAsync(rules)).Refusal!.Reason);
        long missed = await server.CallsAsync("evalsha") - before;
        Assert.InRange(missed, 3, limit / 2); // The breaker spares a server that answers none of them.
        line.Release();
        await node.SettledAsync();
        int taken = (int)(await server.CallsAsync("evalsha") - before);
        int admitted = 1;
        for (LimitLease lease = await node.AskAsync(rules); lease.Refusal?.Reason != LimitRefusalReason.Exceeded; lease = await node.AskAsync(rules))
            admitted += lease.IsAcquired ? 1 : 0;
        Assert.InRange(admitted, limit - taken - 3, limit - taken); // A busy machine may miss one more.
    }

    /// <summary>The server takes connections and says nothing: the client would wait as long as it does.</summary>
    [Fact]
    public async Task R7_a_paused_server_hangs_nothing_and_piles_nothing_up()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var node = new Node(server.Connection);
        LimitRules rules = Rules(OutageMode.Closed, 1_000_000);
        await node.UntilAsync(rules, l => l.IsAcquired);
        server.Pause();
        var watch = Stopwatch.StartNew();
        int most = 0;
        await Parallel.ForAsync(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Given.Token }, async (_, _) =>
        {
            LimitLease lease = await node.AskAsync(rules);
            Assert.Equal(LimitRefusalReason.Unavailable, lease.Refusal!.Reason);
            InterlockedMax(ref most, node.Store.Pending);
        });
        Assert.True(watch.Elapsed < Hang, $"20,000 requests took {watch.Elapsed}");
        Assert.InRange(most, 1, RedisConnection.MostPending);
        server.Resume();
        await node.UntilAsync(rules, l => l.IsAcquired);
        await node.SettledAsync();
    }

    [Fact]
    public async Task R7_a_restarted_server_has_lost_its_scripts_and_counts_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var node = new Node(server.Connection);
        LimitRules rules = Rules(OutageMode.Closed, 5);
        await node.UntilAsync(rules, l => l.IsAcquired);
        await server.StopAsync();
        await server.StartAgainAsync();
        await node.UntilAsync(rules, l => l.IsAcquired);
        for (int i = 0; i < 4; i++)
            Assert.True((await node.AskAsync(rules)).IsAcquired);
        Assert.Equal(LimitRefusalReason.Exceeded, (await node.AskAsync(rules)).Refusal!.Reason);
    }

    [Fact]
    public async Task R7_a_replica_that_was_promoted_goes_on_counting_where_the_primary_ended()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync(primary);
        await using var node = new Node($"{primary.Connection},{replica.Connection}");
        LimitRules rules = Rules(OutageMode.Closed, 100);
        await node.UntilAsync(rules, l => l.IsAcquired);
        for (int i = 0; i < 59; i++)
            Assert.True((await node.AskAsync(rules)).IsAcquired);

        // What was written before it has come over once this has; WAIT would look at the writes of its own connection alone.
        await primary.CommandAsync("SET", "written", "last");
        while (!(await replica.CommandAsync("EXISTS", "written")).StartsWith(":1", StringComparison.Ordinal))
            await Task.Delay(10, Given.Token);
        await primary.StopAsync();
        await node.UntilAsync(rules, l => l.Refusal?.Reason == LimitRefusalReason.Unavailable);
        await replica.CommandAsync("REPLICAOF", "NO", "ONE");
        await node.UntilAsync(rules, l => l.IsAcquired);
        int more = 1;
        while ((await node.AskAsync(rules)).IsAcquired)
            more++;
        Assert.InRange(60 + more, 98, 100);
    }

    [Fact]
    public async Task R7_a_node_starts_without_redis_and_finds_it_when_it_comes()
    {
        RedisServer server = await RedisServer.StartAsync();
        await server.StopAsync();
        await using var node = new Node(server.Connection);
        LimitRules rules = Rules(OutageMode.Closed, 5);
        await node.UntilAsync(rules, l => l.Refusal?.Reason == LimitRefusalReason.Unavailable);
        await server.StartAgainAsync();
        await node.UntilAsync(rules, l => l.IsAcquired);
        await server.DisposeAsync();
    }

    private static LimitRules Rules(OutageMode mode, int max) =>
        new() { Nodes = 4, Quotas = [new LimitSpec($"r7-{mode}") { Max = max, Window = TimeSpan.FromHours(1), OnOutage = mode }] };

    private static async Task BreakAsync(RedisServer server, SlowLine line, Fault fault)
    {
        switch (fault)
        {
            case Fault.Stopped:
                await server.StopAsync();
                break;
            case Fault.Paused:
                server.Pause();
                break;
            default:
                line.Hold();
                break;
        }
    }

    private static async Task HealAsync(RedisServer server, SlowLine line, Fault fault)
    {
        switch (fault)
        {
            case Fault.Stopped:
                await server.StartAgainAsync();
                break;
            case Fault.Paused:
                server.Resume();
                break;
            default:
                line.Release();
                break;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var now && now != seen)
            seen = now;
    }

    private sealed class Node : IAsyncDisposable
    {
        private readonly ILoggerFactory _loggers;

        public Node(string connection)
        {
            _loggers = LoggerFactory.Create(b => b.AddProvider(Logs));

            // Longer than the default: a machine that is busy with tests is no outage.
            Store = new RedisCounterStore(new RedisSettings(connection) { Deadline = TimeSpan.FromMilliseconds(500) }, TimeProvider.System, _loggers.CreateLogger<RedisCounterStore>());
            Limiter = new Limiter(Store, TimeProvider.System);
        }

        public LogSink Logs { get; } = new();

        public RedisCounterStore Store { get; }

        public Limiter Limiter { get; }

        public async Task<LimitLease> AskAsync(LimitRules rules) => await Limiter.ReserveAsync(new LimitRequest(Ann, rules), Given.Token).AsTask().WaitAsync(Hang, Given.Token);

        /// <summary>Asks until the answer is this one.</summary>
        public async Task UntilAsync(LimitRules rules, Func<LimitLease, bool> isSo)
        {
            await Store.FirstAttemptAsync(); // As the gate does when it starts: what is not connected yet is no outage.
            for (var watch = Stopwatch.StartNew(); ; Assert.True(watch.Elapsed < 2 * Hang, "the answer waited for never came"))
            {
                using LimitLease lease = await AskAsync(rules);
                if (isSo(lease))
                {
                    await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered));
                    return;
                }

                await Task.Delay(20, Given.Token);
            }
        }

        /// <summary>Waits until nothing that was given up on is pending any more.</summary>
        public async Task SettledAsync()
        {
            while (Store.Pending > 0 || !Store.IsAvailable)
                await Task.Delay(20, Given.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Limiter.DisposeAsync();
            await Store.DisposeAsync();
            _loggers.Dispose();
        }
    }
}
