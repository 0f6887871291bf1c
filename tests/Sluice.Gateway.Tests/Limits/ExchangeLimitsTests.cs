using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Limits;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Limits;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Limits;

public sealed class ExchangeLimitsTests
{
    [Fact]
    public async Task Nobody_asks_who_calls_where_nothing_is_counted()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")));
        GuardedExchange guarded = await ExchangeAsync();
        Assert.Null(await ReserveAsync(gate, guarded));
        Assert.Null(guarded.KnownCaller);
        Assert.Null(guarded.Lease);
    }

    [Fact]
    public async Task A_limit_of_the_default_tenant_counts_callers_that_nobody_has_identified_yet()
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri("http://127.0.0.1:1/")));
        LimitSpec once = new("once") { Per = LimitPer.Tenant, Max = 1, Window = TimeSpan.FromHours(1) };
        Tenants tenants = gate.Host.Services.GetRequiredService<Tenants>();
        Assert.True((await tenants.UpdateAsync(Actor.Operator("test"), Caller.DefaultTenant, t => t with { Limits = [once] }, Given.Token)).IsDone);
        await tenants.RefreshAsync(Given.Token);

        GuardedExchange first = await ExchangeAsync();
        Assert.Null(await ReserveAsync(gate, first));
        Assert.Equal("somebody", first.KnownCaller?.Id);
        GuardedExchange second = await ExchangeAsync();
        Assert.NotNull(await ReserveAsync(gate, second));
        first.Lease?.Dispose();
        second.Lease?.Dispose();
    }

    private static async Task<GuardedExchange> ExchangeAsync()
    {
        GuardedRoute route = await Given.RouteAsync("guarded");
        var exchange = new Exchange { Dialect = route.Dialect, Policy = route.Policy, Endpoint = ProbeDialect.Chat };
        return new GuardedExchange(route, exchange, 0) { Identify = () => new Caller("somebody") { Kind = CallerKind.ProviderCredential } };
    }

    private static async Task<Refusal?> ReserveAsync(GatewayFixture gate, GuardedExchange guarded) =>
        await gate.Host.Services.GetRequiredService<ExchangeLimits>().ReserveAsync(new DefaultHttpContext(), guarded);
}
