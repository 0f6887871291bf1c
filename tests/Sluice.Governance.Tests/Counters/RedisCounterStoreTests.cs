using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Governance.Counters;
using Sluice.Testing.Servers;

namespace Sluice.Governance.Tests.Counters;

/// <summary>The suite against a real server, and what only Redis has.</summary>
public sealed class RedisCounterStoreTests(RedisFixture redis) : CounterSuite, IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly RedisCounterStore _store = redis.NewStore();

    protected override ICounterStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        await redis.Server.CommandAsync("FLUSHALL");
        await _store.FirstAttemptAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_request_asks_once_however_many_limits_its_tenant_has()
    {
        await TakeAsync([Window("warm", 1)]);
        long before = await redis.Server.CallsAsync("evalsha");
        CounterCharge[] charges = [Window("a", 9), Window("b", 9), Window("c", 9), Window("d", 9), Slots("e", 9)];
        await _store.TakeAsync("one", charges, "lease", Given.Token);
        Assert.Equal(before + 1, await redis.Server.CallsAsync("evalsha"));
        await _store.SettleAsync("one", charges, "lease");
        Assert.Equal(before + 2, await redis.Server.CallsAsync("evalsha"));
    }

    [Fact]
    public async Task Counters_of_a_tenant_lie_in_one_hash_slot()
    {
        await _store.TakeAsync("ten{a}nt", [Window("x", 1), Window("y", 1)], "", Given.Token);
        string keys = await redis.Server.CommandAsync("KEYS", "*");
        Assert.Contains("sluice:{ten%7Ba%7Dnt}:x\r\n", keys, StringComparison.Ordinal);
        Assert.Contains("sluice:{ten%7Ba%7Dnt}:y\r\n", keys, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_lost_its_scripts_is_taught_them()
    {
        await TakeAsync([Window("n", 5)]);
        await redis.Server.CommandAsync("SCRIPT", "FLUSH");
        CounterCharge[] charges = [Window("n", 5)];
        Assert.Equal(TakeStatus.Taken, (await TakeAsync(charges)).Status);
        Assert.Equal(2, charges[0].Used);
    }

    [Fact]
    public async Task Keys_do_not_stay_for_good()
    {
        await _store.TakeAsync("one", [Window("w", 5, window: 60_000), Slots("c", 5)], "lease", Given.Token);
        Assert.Equal(":120", (await redis.Server.CommandAsync("TTL", "sluice:{one}:w")).Trim());
        Assert.Equal(":120", (await redis.Server.CommandAsync("TTL", "sluice:{one}:c")).Trim());
    }

    [Fact]
    public async Task A_shared_counter_is_asked_for_shares_and_never_exceeds()
    {
        await using RedisCounterStore other = redis.NewStore();
        await other.FirstAttemptAsync();
        long before = await redis.Server.CallsAsync("evalsha");
        int taken = 0;
        await Parallel.ForAsync(0, 8_000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Given.Token }, async (i, token) =>
        {
            RedisCounterStore store = i % 2 == 0 ? _store : other;
            if ((await store.TakeAsync("one", [Window("global", 4_000, shared: true)], "", token)).Status == TakeStatus.Taken)
                Interlocked.Increment(ref taken);
        });
        Assert.InRange(taken, 3_900, 4_000);
        Assert.InRange(await redis.Server.CallsAsync("evalsha") - before, 1, 4_000); // Each would be a call of its own otherwise: 8,000.
    }

    [Fact]
    public async Task What_crosses_tenants_goes_back_where_the_tenant_refuses()
    {
        await _store.TakeAsync("one", [Window("own", 1), Window("global", 3, shared: true)], "", Given.Token);
        for (int i = 0; i < 5; i++)
        {
            TakeResult refused = await _store.TakeAsync("one", [Window("own", 1), Window("global", 3, shared: true)], "", Given.Token);
            Assert.Equal((TakeStatus.Refused, 0), (refused.Status, refused.Refused));
        }

        for (int i = 0; i < 2; i++)
            Assert.Equal(TakeStatus.Taken, (await _store.TakeAsync("two", [Window("global", 3, shared: true)], "", Given.Token)).Status);
        TakeResult last = await _store.TakeAsync("two", [Window("other", 1), Window("global", 3, shared: true)], "", Given.Token);
        Assert.Equal((TakeStatus.Refused, 1), (last.Status, last.Refused));
    }

    [Fact]
    public async Task Shared_slots_are_counted_across_nodes()
    {
        await using RedisCounterStore other = redis.NewStore();
        await other.FirstAttemptAsync();
        CounterCharge shared = Slots("g", 1) with { Shared = true };
        CounterCharge[] first = [shared];
        CounterCharge[] second = [shared];
        Assert.Equal(TakeStatus.Taken, (await _store.TakeAsync("one", first, "a", Given.Token)).Status);
        Assert.Equal(TakeStatus.Refused, (await other.TakeAsync("two", second, "b", Given.Token)).Status);
        Assert.True(await _store.SettleAsync("one", first, "a"));
        Assert.Equal(TakeStatus.Taken, (await other.TakeAsync("two", second, "b", Given.Token)).Status);
    }

    [Fact]
    public async Task A_change_is_told_to_the_other_nodes_by_its_topic()
    {
        await using RedisCounterStore other = redis.NewStore();
        await other.FirstAttemptAsync();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable wrong = other.Changes.Subscribe("policy", () => heard.TrySetException(new InvalidOperationException("the wrong topic was told")));
        using IDisposable right = other.Changes.Subscribe("keys", () => heard.TrySetResult());
        using IDisposable own = _store.Changes.Subscribe("keys", () => heard.TrySetException(new InvalidOperationException("a node heard itself")));
        while (!heard.Task.IsCompleted)
        {
            Assert.True(await _store.Changes.PublishAsync("keys", Given.Token)); // Its subscription may be on its way still.
            await Task.WhenAny(heard.Task, Task.Delay(20, Given.Token));
        }

        await heard.Task;
    }

    [Fact]
    public void Settings_do_not_print_the_connection() => Assert.DoesNotContain("canary", new RedisSettings("h:1,password=canary").ToString(), StringComparison.Ordinal);
}

/// <summary>One server for the tests of a class.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A node of its own. A machine that is busy with tests is no outage.</summary>
    public RedisCounterStore NewStore() => new(new RedisSettings(Server.Connection) { Deadline = TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger<RedisCounterStore>.Instance);
}
