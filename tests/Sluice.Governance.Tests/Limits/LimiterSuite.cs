using System.Threading.RateLimiting;
using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Inspection;

namespace Sluice.Governance.Tests.Limits;

/// <summary>What the limiter does, whichever store counts.</summary>
public abstract class LimiterSuite
{
    protected abstract ICounterStore Store { get; }

    protected abstract Limiter Limiter { get; }

    private static readonly Caller Ann = new("ann") { Kind = CallerKind.Key, KeyId = "ann", Project = "blue" };

    [Theory]
    [InlineData(LimitPer.Key, "ann", "blue", "m", "10.0.0.1")]
    [InlineData(LimitPer.Project, "bob", "blue", "m", "10.0.0.1")]
    [InlineData(LimitPer.Tenant, "bob", "red", "m", "10.0.0.1")]
    [InlineData(LimitPer.Model, "bob", "red", "M", "10.9.0.1")]
    [InlineData(LimitPer.Source, "bob", "red", "x", "10.0.0.200")]
    [InlineData(LimitPer.Global, "bob", "red", "x", "10.9.0.1")]
    public async Task Who_is_counted_together(LimitPer per, string key, string project, string model, string source)
    {
        LimitRules rules = Rules(new LimitSpec("l") { Per = per, Max = 1, Window = TimeSpan.FromHours(1) });
        Assert.True((await AskAsync(Ann, rules, "m", "10.0.0.1")).IsAcquired);
        var same = new Caller(key) { Kind = CallerKind.Key, KeyId = key, Project = project };
        Assert.False((await AskAsync(same, rules, model, source)).IsAcquired);
    }

    [Theory]
    [InlineData(LimitPer.Key, "bob", "blue", "default", "m", "10.0.0.1")]
    [InlineData(LimitPer.Project, "ann", "red", "default", "m", "10.0.0.1")]
    [InlineData(LimitPer.Tenant, "ann", "blue", "other", "m", "10.0.0.1")]
    [InlineData(LimitPer.Model, "ann", "blue", "default", "n", "10.0.0.1")]
    [InlineData(LimitPer.Model, "ann", "blue", "other", "m", "10.0.0.1")]
    [InlineData(LimitPer.Source, "ann", "blue", "default", "m", "10.0.1.1")]
    [InlineData(LimitPer.Source, "ann", "blue", "default", "m", "2001:db8::1")]
    public async Task Who_is_counted_apart(LimitPer per, string key, string project, string tenant, string model, string source)
    {
        LimitRules rules = Rules(new LimitSpec("l") { Per = per, Max = 1, Window = TimeSpan.FromHours(1) });
        Assert.True((await AskAsync(Ann, rules, "m", "10.0.0.1")).IsAcquired);
        var other = new Caller(key) { Kind = CallerKind.Key, KeyId = key, Project = project, Tenant = tenant };
        Assert.True((await AskAsync(other, rules, model, source)).IsAcquired);
    }

    [Fact]
    public async Task A_refusal_says_which_limit_why_and_when()
    {
        LimitRules rules = Rules(new LimitSpec("narrow") { Max = 1 }, new LimitSpec("wide") { Max = 100 });
        await AskAsync(Ann, rules);
        using LimitLease lease = await AskAsync(Ann, rules);
        Assert.Equal((LimitRefusalReason.Exceeded, "narrow"), (lease.Refusal!.Reason, lease.Refusal.Limit.Name));
        Assert.True(lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait));
        Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(61));
        Assert.True(lease.TryGetMetadata(MetadataName.ReasonPhrase, out string? reason));
        Assert.Equal("Exceeded: narrow", reason);
    }

    [Fact]
    public async Task The_callers_own_limits_count_beside_the_configurations_even_by_the_same_name()
    {
        LimitRules rules = Rules(new LimitSpec("l") { Max = 3 });
        Caller limited = Ann with { Limits = [new LimitSpec("l") { Max = 2 }] };
        Assert.True((await AskAsync(limited, rules)).IsAcquired);
        Assert.True((await AskAsync(limited, rules)).IsAcquired);
        Assert.False((await AskAsync(limited, rules)).IsAcquired);
        Assert.True((await AskAsync(Ann, rules)).IsAcquired);
        Assert.False((await AskAsync(Ann, rules)).IsAcquired);
    }

    [Fact]
    public async Task A_limit_on_some_models_leaves_the_others_alone()
    {
        LimitRules rules = Rules(new LimitSpec("dear") { Max = 1, Model = "gpt-5*" });
        Assert.True((await AskAsync(Ann, rules, "gpt-5-pro")).IsAcquired);
        Assert.False((await AskAsync(Ann, rules, "GPT-5")).IsAcquired);
        Assert.True((await AskAsync(Ann, rules, "gpt-4o")).IsAcquired);
        Assert.True((await AskAsync(Ann, rules, null)).IsAcquired);
    }

    [Fact]
    public async Task Tokens_are_reserved_and_settled_to_what_was_used()
    {
        LimitRules rules = Rules(new LimitSpec("t") { Count = LimitUnit.Tokens, Max = 1_000, Window = TimeSpan.FromHours(1) });
        LimitLease first = await AskAsync(Ann, rules, tokens: new TokenUsage(200, 700));
        Assert.False((await AskAsync(Ann, rules, tokens: new TokenUsage(50, 100))).IsAcquired);
        await first.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(210, 90)));
        await first.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(9_999, 9_999)));
        Assert.True((await AskAsync(Ann, rules, tokens: new TokenUsage(200, 500))).IsAcquired);
        Assert.False((await AskAsync(Ann, rules, tokens: new TokenUsage(1, 1))).IsAcquired);
    }

    [Fact]
    public async Task Input_output_and_money_are_counted_by_their_own_measure()
    {
        LimitRules rules = Rules(
            new LimitSpec("in") { Count = LimitUnit.InputTokens, Max = 1_000 },
            new LimitSpec("out") { Count = LimitUnit.OutputTokens, Max = 100 },
            new LimitSpec("money") { Count = LimitUnit.Spend, Max = 0.01m }) with
        {
            Prices = [new TokenPrice("cheap*") { Input = 1, Output = 2 }, new TokenPrice("*") { Input = 10, CachedInput = 1, Output = 100 }],
        };
        Assert.Equal("out", await RefusedByAsync(rules, "cheap", new TokenUsage(10, 90)));
        Assert.Equal("in", await RefusedByAsync(rules, "cheap", new TokenUsage(600, 1)));
        Assert.Equal("money", await RefusedByAsync(rules, "dear", new TokenUsage(300, 30)));
    }

    [Fact]
    public async Task What_a_provider_had_cached_counts_less()
    {
        LimitRules rules = Rules(new LimitSpec("in") { Count = LimitUnit.InputTokens, Max = 1_000 });
        LimitLease lease = await AskAsync(Ann, rules, tokens: new TokenUsage(900, 0));
        await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(900, 5) { CachedInput = 800 }));
        Assert.True((await AskAsync(Ann, rules, tokens: new TokenUsage(820, 0))).IsAcquired);
        Assert.False((await AskAsync(Ann, rules, tokens: new TokenUsage(1, 0))).IsAcquired);
    }

    [Fact]
    public async Task A_model_without_a_price_costs_what_the_dearest_costs()
    {
        LimitRules rules = Rules(new LimitSpec("money") { Count = LimitUnit.Spend, Max = 0.001m }) with { Prices = [new TokenPrice("a") { Input = 1 }, new TokenPrice("b") { Input = 10 }] };
        Assert.True((await AskAsync(Ann, rules, "unknown", tokens: new TokenUsage(100, 0))).IsAcquired);
        Assert.False((await AskAsync(Ann, rules, "unknown", tokens: new TokenUsage(1, 0))).IsAcquired);
    }

    [Fact]
    public async Task Money_without_prices_is_refused_rather_than_not_counted()
    {
        LimitLease lease = await AskAsync(Ann, Rules(new LimitSpec("money") { Count = LimitUnit.Spend, Max = 1 }), tokens: new TokenUsage(1, 1));
        Assert.Equal(LimitRefusalReason.Unpriced, lease.Refusal!.Reason);
    }

    [Fact]
    public async Task What_brings_more_than_the_limit_never_fits_and_what_may_be_answered_more_waits_for_an_empty_window()
    {
        LimitRules rules = Rules(new LimitSpec("t") { Count = LimitUnit.Tokens, Max = 100 });
        LimitLease large = await AskAsync(Ann, rules, tokens: new TokenUsage(101, 0));
        Assert.Equal((LimitRefusalReason.TooLarge, false), (large.Refusal!.Reason, large.TryGetMetadata(MetadataName.RetryAfter, out _)));
        Assert.True((await AskAsync(Ann, rules, tokens: new TokenUsage(10, 4_096))).IsAcquired);
        Assert.Equal(LimitRefusalReason.Exceeded, (await AskAsync(Ann, rules, tokens: new TokenUsage(10, 4_096))).Refusal!.Reason);
    }

    [Theory]
    [InlineData(LimitOutcome.Failed, true, true)]
    [InlineData(LimitOutcome.Rejected, false, true)]
    [InlineData(LimitOutcome.Answered, false, false)]
    public async Task What_comes_back_depends_on_what_became_of_it(LimitOutcome outcome, bool request, bool tokens)
    {
        LimitRules rules = Rules(new LimitSpec("r") { Max = 1 });
        await (await AskAsync(Ann, rules)).SettleAsync(new LimitUsage(outcome, new TokenUsage(5, 5)));
        Assert.Equal(request, (await AskAsync(Ann, rules)).IsAcquired);
        rules = Rules(new LimitSpec("t") { Count = LimitUnit.Tokens, Max = 10 });
        await (await AskAsync(Ann, rules, tokens: new TokenUsage(5, 5))).SettleAsync(new LimitUsage(outcome, new TokenUsage(5, 5)));
        Assert.Equal(tokens, (await AskAsync(Ann, rules, tokens: new TokenUsage(5, 5))).IsAcquired);
    }

    [Fact]
    public async Task A_credential_that_its_provider_turned_down_leaves_no_counter()
    {
        LimitRules rules = Rules(new LimitSpec("r") { Max = 1 });
        var stranger = new Caller("hash") { Kind = CallerKind.ProviderCredential };
        await (await AskAsync(stranger, rules)).SettleAsync(new LimitUsage(LimitOutcome.Rejected));
        Assert.True((await AskAsync(stranger, rules)).IsAcquired);
    }

    [Fact]
    public async Task What_is_disposed_unsettled_comes_back()
    {
        LimitRules rules = Rules(new LimitSpec("r") { Max = 1 }, new LimitSpec("c") { Count = LimitUnit.Concurrent, Max = 1 });
        LimitLease lease = await AskAsync(Ann, rules);
        Assert.False((await AskAsync(Ann, rules)).IsAcquired);
        lease.Dispose();
        Assert.Equal(0, Limiter.Held);
        await UntilAsync(async () => (await AskAsync(Ann, rules with { Quotas = [rules.Quotas[1]] })).IsAcquired);
    }

    [Fact]
    public async Task A_stream_that_uses_the_budget_up_is_to_be_cut_and_another_is_not()
    {
        LimitRules cutting = Rules(new LimitSpec("cut") { Count = LimitUnit.OutputTokens, Max = 600, Cut = true });
        LimitLease stream = await AskAsync(Ann, cutting, tokens: new TokenUsage(1, 100));
        long sent = 0;
        await UntilAsync(() => Task.FromResult(stream.Track(sent += sent < 600 ? 10 : 0) is not null));
        Assert.InRange(sent, 350, 600);
        await stream.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(1, sent)));
        LimitLease rest = await AskAsync(Ann, cutting, tokens: new TokenUsage(1, 600 - sent + 1));
        Assert.Equal(LimitRefusalReason.Exceeded, rest.Refusal!.Reason);

        LimitRules ending = Rules(new LimitSpec("whole") { Count = LimitUnit.OutputTokens, Max = 200 });
        LimitLease other = await AskAsync(Ann, ending, tokens: new TokenUsage(1, 100));
        Assert.Null(other.Track(5_000));
    }

    /// <summary>Before anybody has read what the next request holds.</summary>
    [Theory]
    [InlineData(LimitUnit.Requests)]
    [InlineData(LimitUnit.Tokens)]
    [InlineData(LimitUnit.Spend)]
    [InlineData(LimitUnit.Concurrent)]
    public async Task Who_was_refused_is_foreseen_to_be_until_something_is_given_back(LimitUnit unit)
    {
        LimitRules rules = Rules(new LimitSpec("l") { Count = unit, Max = 1, Window = TimeSpan.FromHours(1) }) with { Prices = [new TokenPrice("*") { Input = 1_000_000 }] };
        LimitLease first = await AskAsync(Ann, rules, tokens: new TokenUsage(1, 0));
        Assert.Null(Foresee(Ann, rules));
        await AskAsync(Ann, rules, tokens: new TokenUsage(1, 0));
        Assert.Equal((LimitRefusalReason.Exceeded, "l"), (Foresee(Ann, rules)!.Refusal!.Reason, Foresee(Ann, rules)!.Refusal!.Limit.Name));
        Assert.Null(Foresee(Ann with { Id = "bob", KeyId = "bob" }, rules));
        await first.SettleAsync(new LimitUsage(LimitOutcome.Failed));
        Assert.Null(Foresee(Ann, rules));
        Assert.True((await AskAsync(Ann, rules, tokens: new TokenUsage(1, 0))).IsAcquired);
    }

    [Fact]
    public async Task What_depends_on_the_model_or_has_room_for_less_is_not_foreseen()
    {
        LimitRules rules = Rules(new LimitSpec("each") { Per = LimitPer.Model, Max = 1 }, new LimitSpec("some") { Max = 1, Model = "m*" }, new LimitSpec("t") { Count = LimitUnit.Tokens, Max = 100 });
        await AskAsync(Ann, rules with { Quotas = [.. rules.Quotas.Take(2)] });
        foreach (LimitSpec one in rules.Quotas)
            await AskAsync(Ann, rules with { Quotas = [one] }, tokens: new TokenUsage(60, 0));
        foreach (LimitSpec one in rules.Quotas)
            Assert.False((await AskAsync(Ann, rules with { Quotas = [one] }, tokens: new TokenUsage(60, 0))).IsAcquired);
        Assert.Null(Foresee(Ann, rules));
        Assert.True((await AskAsync(Ann, rules with { Quotas = [rules.Quotas[2]] }, tokens: new TokenUsage(40, 0))).IsAcquired);
    }

    [Fact]
    public async Task It_is_a_partitioned_rate_limiter()
    {
        PartitionedRateLimiter<LimitRequest> limiter = Limiter;
        var request = new LimitRequest(Ann, Rules(new LimitSpec("l") { Max = 1 }));
        using (RateLimitLease lease = await limiter.AcquireAsync(request, 1, Given.Token))
        {
            Assert.True(lease.IsAcquired);
            await ((LimitLease)lease).SettleAsync(new LimitUsage(LimitOutcome.Answered));
        }

        Assert.Null(limiter.GetStatistics(request));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await limiter.AcquireAsync(request, 2, Given.Token));
        if (Store.IsLocal)
            Assert.False(limiter.AttemptAcquire(request).IsAcquired);
        else
            Assert.Throws<NotSupportedException>(() => limiter.AttemptAcquire(request));
    }

    protected static LimitRules Rules(params LimitSpec[] quotas) => new() { Quotas = quotas };

    protected ValueTask<LimitLease> AskAsync(Caller caller, LimitRules rules, string? model = "m", string source = "10.0.0.1", TokenUsage tokens = default) =>
        Limiter.ReserveAsync(new LimitRequest(caller, rules) { Model = model, Source = System.Net.IPAddress.Parse(source), Estimate = tokens }, Given.Token);

    private LimitLease? Foresee(Caller caller, LimitRules rules) => Limiter.Foresee(new LimitRequest(caller, rules) { Source = System.Net.IPAddress.Parse("10.0.0.1") });

    /// <summary>Asks until it is so: what a store does in the background has no event to wait for. The test's own timeout ends it.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Delay(5, Given.Token);
    }

    /// <summary>Asks until a limit refuses, each time with what was really used.</summary>
    private async Task<string> RefusedByAsync(LimitRules rules, string model, TokenUsage tokens)
    {
        Caller caller = Ann with { KeyId = Guid.NewGuid().ToString("N") };
        while (true)
        {
            LimitLease lease = await AskAsync(caller, rules, model, tokens: tokens);
            if (lease.Refusal is { } refusal)
                return refusal.Limit.Name;
            await lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, tokens));
        }
    }
}
