using Microsoft.AspNetCore.DataProtection;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Store;

/// <summary>What nodes share through the store.</summary>
public sealed class SharedMaterialTests(Databases databases)
{
    private static readonly Actor Operator = Actor.Operator("cli:test");

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_one_node_protects_another_opens(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();

        string closed = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("hunter-two");

        Assert.Equal("hunter-two", two.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
        string ring = Assert.Single(await one.Store.ReadAsync(read => read.ListAsync<string>("SELECT element FROM data_protection"), Given.Token));
        Assert.Contains("masterKey", ring, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", ring, StringComparison.Ordinal); // Data Protection's own element for an unprotected key.
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_protected_secret_is_set_read_listed_and_forgotten(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();
        var secrets = one.Get<ProtectedSecrets>();

        Assert.True((await secrets.SetAsync(Operator, "default", "openai", "first", Given.Token)).IsDone);
        Assert.True((await secrets.SetAsync(Operator, "default", "openai", "second", Given.Token)).IsDone);

        Assert.Equal("second", (await two.Get<ProtectedSecrets>().GetAsync("default", "openai", Given.Token)).Value);
        Assert.Equal(["openai"], (await secrets.NamesAsync("default", Given.Token)).Value);
        Assert.Equal(ActOutcome.NotFound, (await secrets.GetAsync("acme", "openai", Given.Token)).Outcome);
        Assert.Equal(ActOutcome.NotFound, (await secrets.SetAsync(Operator, "nobody", "openai", "x", Given.Token)).Outcome);
        Assert.True((await secrets.SetAsync(Operator, "default", "openai", null, Given.Token)).IsDone);
        Assert.Equal(ActOutcome.NotFound, (await secrets.GetAsync("default", "openai", Given.Token)).Outcome);
        Assert.Equal(["secret.set", "secret.set", "secret.delete"], one.Audit.Records.Select(r => r.Event));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Signing_keys_lie_where_every_node_finds_them(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();
        var told = new List<string>();
        two.Store.Feed.Subscribe(ChangeTopic.SigningKeys, async c => told.AddRange((await two.Get<ISigningKeyShelf>().ReadAsync(c)).Select(k => k.Id)));

        await one.Get<ISigningKeyShelf>().AddAsync(new StoredSigningKey("a", DateTimeOffset.UnixEpoch, [1, 2, 3]), Given.Token);
        await one.Get<ISigningKeyShelf>().AddAsync(new StoredSigningKey("b", DateTimeOffset.UnixEpoch.AddDays(1), [4]), Given.Token);
        await two.LookAsync();

        Assert.Equal(["b", "a"], told);
        Assert.Equal([1, 2, 3], (await two.Get<ISigningKeyShelf>().ReadAsync(Given.Token))[1].Pkcs8);
        await two.Get<ISigningKeyShelf>().RemoveAsync("a", Given.Token);
        Assert.Equal("b", Assert.Single(await one.Get<ISigningKeyShelf>().ReadAsync(Given.Token)).Id);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_invalidated_token_is_known_on_every_node_until_its_end(DatabaseKind kind)
    {
        var clock = new ManualClock();
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(clock), two = await site.OpenAsync(clock);

        await one.Get<StoredRevocations>().AddAsync("jti-1", clock.GetUtcNow().AddMinutes(5), Given.Token);
        await one.Get<StoredRevocations>().AddAsync("jti-1", clock.GetUtcNow().AddMinutes(5), Given.Token);
        await two.LookAsync();

        Assert.True(one.Get<RevokedTokens>().Contains("jti-1"));
        Assert.True(two.Get<RevokedTokens>().Contains("jti-1"));
        clock.Advance(TimeSpan.FromMinutes(10));
        await one.LookAsync();
        Assert.Equal(0, await one.Store.ReadAsync(read => read.FirstAsync<long>("SELECT COUNT(*) FROM revoked_tokens"), Given.Token));
    }
}
