using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Limits;

/// <summary>Limits that a tenant or a project was given by the management API.</summary>
public sealed class OwnerLimitTests : IAsyncDisposable
{
    private static readonly LimitSpec[] OfTenant = [new LimitSpec("cap") { Per = LimitPer.Tenant, Max = 3 }];
    private static readonly LimitSpec[] OfProject = [new LimitSpec("cap") { Per = LimitPer.Project, Max = 2 }];

    private readonly MemoryCounterStore _store;
    private readonly Limiter _limiter;

    public OwnerLimitTests()
    {
        var clock = new ManualClock();
        _store = new MemoryCounterStore(clock);
        _limiter = new Limiter(_store, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _limiter.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task All_keys_of_a_tenant_share_what_it_was_given()
    {
        for (int i = 0; i < 3; i++)
            Assert.True(await TakesAsync(new Caller($"key-{i}") { Tenant = "acme" }, OfTenant, []));

        Assert.False(await TakesAsync(new Caller("key-3") { Tenant = "acme" }, OfTenant, []));
        Assert.True(await TakesAsync(new Caller("key-4") { Tenant = "other" }, OfTenant, []));
    }

    [Fact]
    public async Task A_projects_limit_of_the_same_name_is_a_counter_of_its_own()
    {
        var caller = new Caller("key") { Tenant = "acme", Project = "p1" };
        Assert.True(await TakesAsync(caller, OfTenant, OfProject));
        Assert.True(await TakesAsync(caller, OfTenant, OfProject));
        Assert.False(await TakesAsync(caller, OfTenant, OfProject));

        Assert.True(await TakesAsync(caller with { Project = "p2" }, OfTenant, OfProject));
        Assert.False(await TakesAsync(caller with { Project = "p3" }, OfTenant, OfProject));
    }

    private async Task<bool> TakesAsync(Caller caller, LimitSpec[] ofTenant, LimitSpec[] ofProject)
    {
        using LimitLease lease = await _limiter.ReserveAsync(new LimitRequest(caller, new LimitRules()) { OfTenant = ofTenant, OfProject = ofProject });
        if (lease.IsAcquired)
            await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered));
        return lease.IsAcquired;
    }
}
