using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class OwnTokenTests : IAsyncLifetime
{
    private TokenStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await TokenStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_token_stands_for_its_key()
    {
        MintedToken minted = await _stage.MintAsync();
        foreach (int _ in (int[])[1, 2])
        {
            Caller caller = (await _stage.FindAsync(minted.Value))!;
            Assert.Equal(CallerKind.Token, caller.Kind);
            Assert.Equal(("k1", "k1", "s1", "first", "acme", "p1"), (caller.Id, caller.KeyId, caller.SecretId, caller.KeyName, caller.Tenant, caller.Project));
            Assert.Equal(["gpt-5"], caller.Scope.Models);
            Assert.Equal(minted.ExpiresAt, caller.ExpiresAt);
            Assert.Equal(_stage.TheKey.Revoked, caller.Revoked);
        }
    }

    [Fact]
    public async Task A4_A_revoked_key_kills_its_tokens_at_once_whether_seen_before_or_not()
    {
        MintedToken seen = await _stage.MintAsync(), unseen = await _stage.MintAsync();
        Caller caller = (await _stage.FindAsync(seen.Value))!;

        _stage.Has();

        Assert.True(caller.Revoked.IsCancellationRequested);
        Assert.Null(await _stage.FindAsync(seen.Value));
        Assert.Null(await _stage.FindAsync(unseen.Value));
    }

    [Fact]
    public async Task A_token_dies_with_the_secret_that_it_was_minted_from_and_not_with_another()
    {
        _stage.Has(TokenStage.Key(secret: "s1"));
        MintedToken old = await _stage.MintAsync();
        _stage.Has(TokenStage.Key(secret: "s1"), TokenStage.Key(secret: "s2"));
        MintedToken next = await _stage.Mint.MintAsync(_stage.Keys.FindKey("k1", "s2")!, new TokenTerms(), TokenStage.Token);
        Assert.NotNull(await _stage.FindAsync(old.Value));

        _stage.Has(TokenStage.Key(secret: "s2"));

        Assert.Null(await _stage.FindAsync(old.Value));
        Assert.Equal("s2", (await _stage.FindAsync(next.Value))!.SecretId);
    }

    [Fact]
    public async Task Another_secret_of_a_declared_key_ends_what_the_one_before_opened()
    {
        var declared = new DeclaredKeys(_stage.Keys, new KeyHasher(RandomNumberGenerator.GetBytes(KeyHasher.Size)));
        declared.Replace([Declared(KeySecret.Create())]);
        MintedToken minted = await _stage.Mint.MintAsync(_stage.Keys.FindKey("config:app")!, new TokenTerms(), TokenStage.Token);
        Caller caller = (await _stage.FindAsync(minted.Value))!;

        declared.Replace([Declared(KeySecret.Create())]);

        Assert.True(caller.Revoked.IsCancellationRequested);
        Assert.Null(await _stage.FindAsync(minted.Value));

        static DeclaredKey Declared(string secret) => new("app", [.. KeyHasher.DigestOf(secret)], "", "acme", new KeySettings { Name = "app" });
    }

    [Fact]
    public async Task What_a_key_loses_its_tokens_lose_and_what_it_gains_they_do_not()
    {
        MintedToken minted = await _stage.MintAsync();
        Assert.NotNull(await _stage.FindAsync(minted.Value));
        Permission read = new(PermissionCategory.Interactions, PermissionVerb.Read), audit = new(PermissionCategory.Audit, PermissionVerb.Read);

        _stage.Has(TokenStage.Key() with { Permissions = PermissionSet.Of(read, audit), Scope = new AccessScope { Models = ["other"] } });

        Caller caller = (await _stage.FindAsync(minted.Value))!;
        Assert.Equal(PermissionSet.Of(read), caller.Permissions);
        Assert.Equal(["other"], caller.Scope.Models);
    }

    [Fact]
    public async Task A_token_ends_at_its_second_and_with_its_key()
    {
        MintedToken minted = await _stage.MintAsync(new TokenTerms { Lifetime = TimeSpan.FromMinutes(10) });
        _stage.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _stage.FindAsync(minted.Value));
        _stage.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _stage.FindAsync(minted.Value));

        MintedToken second = await _stage.MintAsync();
        Assert.NotNull(await _stage.FindAsync(second.Value));
        _stage.Has(TokenStage.Key() with { ExpiresAt = _stage.Clock.Now });
        Assert.Null(await _stage.FindAsync(second.Value));
    }

    [Fact]
    public async Task An_invalidated_token_is_none_and_its_sisters_live_on()
    {
        MintedToken gone = await _stage.MintAsync(), stays = await _stage.MintAsync();
        Assert.NotNull(await _stage.FindAsync(gone.Value));

        Assert.Equal(Invalidation.Unknown, await _stage.Invalidation.InvalidateAsync(gone.Value, "another", TokenStage.Token));
        Assert.NotNull(await _stage.FindAsync(gone.Value));
        Assert.Equal(Invalidation.Done, await _stage.Invalidation.InvalidateAsync(gone.Value, "k1", TokenStage.Token));

        Assert.Null(await _stage.FindAsync(gone.Value));
        Assert.NotNull(await _stage.FindAsync(stays.Value));
        Assert.Equal(Invalidation.Unknown, await _stage.Invalidation.InvalidateAsync(gone.Value, keyId: null, TokenStage.Token));
        Assert.Equal(Invalidation.Unknown, await _stage.Invalidation.InvalidateAsync("no.such.token", keyId: null, TokenStage.Token));
    }

    [Fact]
    public void The_table_of_invalidated_tokens_is_bounded_and_forgets_the_dead()
    {
        var revoked = new RevokedTokens(_stage.Clock, most: 2);
        Assert.True(revoked.TryAdd("a", _stage.Clock.Now.AddMinutes(1)));
        Assert.True(revoked.TryAdd("b", _stage.Clock.Now.AddMinutes(2)));
        Assert.True(revoked.TryAdd("b", _stage.Clock.Now.AddMinutes(2)));
        Assert.False(revoked.TryAdd("c", _stage.Clock.Now.AddMinutes(2)));
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(revoked.TryAdd("c", _stage.Clock.Now.AddMinutes(2)));
        Assert.False(revoked.Contains("a"));
        Assert.True(revoked.Contains("b") && revoked.Contains("c"));
    }

    [Fact]
    public async Task A7_A_bound_token_opens_nothing_with_another_certificate_or_none()
    {
        string own = TokenMint.ThumbprintOf([1, 2, 3]), other = TokenMint.ThumbprintOf([1, 2, 4]);
        MintedToken minted = await _stage.MintAsync(new TokenTerms { Certificate = own });
        Assert.Equal(own, Jwt.Payload(minted.Value).GetProperty("cnf").GetProperty("x5t#S256").GetString());
        foreach (int _ in (int[])[1, 2])
        {
            Assert.Null(await _stage.FindAsync(minted.Value));
            Assert.Null(await _stage.FindAsync(minted.Value, other));
            Assert.NotNull(await _stage.FindAsync(minted.Value, own));
        }

        Assert.NotNull(await _stage.FindAsync((await _stage.MintAsync()).Value, other));
    }

    [Fact]
    public async Task Whoever_signs_with_a_key_of_its_own_is_nobody_even_under_a_known_id()
    {
        MintedToken minted = await _stage.MintAsync();
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(await _stage.FindAsync(Signed(_stage.Ring.Keys[0].Id, ecdsa, minted.Value)));
    }

    [Fact]
    public async Task Another_issuers_name_or_audience_is_not_ours()
    {
        MintedToken minted = await _stage.MintAsync();
        _stage.Options.Issuer = "elsewhere";
        _stage.Trust();
        Assert.Null(await _stage.FindAsync(minted.Value));
        MintedToken here = await _stage.MintAsync();
        Assert.NotNull(await _stage.FindAsync(here.Value));
    }

    [Fact]
    public async Task Neither_a_changed_letter_nor_a_cut_makes_another_valid_token()
    {
        string token = (await _stage.MintAsync()).Value;
        var random = new Random(7);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_. =\n{\"";
        for (int i = 0; i < 500; i++)
        {
            int at = random.Next(token.Length - 1); // The last letter has bits that mean nothing.
            string changed = i % 2 == 0 ? token[..at] : token[..at] + letters[random.Next(letters.Length)] + token[(at + 1)..];
            if (!string.Equals(changed, token, StringComparison.Ordinal))
                Assert.Null(await _stage.FindAsync(changed));
        }

        Assert.NotNull(await _stage.FindAsync(token));
    }

    private static string Signed(string keyId, ECDsa key, string like)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = keyId };
        return Jwt.Of(header.ToJsonString(), Jwt.Payload(like).GetRawText(), Jwt.Es(key));
    }
}
