using System.Text.Json;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class TokenMintTests : IAsyncLifetime
{
    private static readonly Permission Read = new(PermissionCategory.Interactions, PermissionVerb.Read);

    private TokenStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await TokenStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_token_says_whose_it_is_and_for_how_long()
    {
        MintedToken minted = await _stage.MintAsync();

        JsonElement header = Jwt.Header(minted.Value), payload = Jwt.Payload(minted.Value);
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal("at+jwt", header.GetProperty("typ").GetString());
        Assert.Equal(_stage.Ring.Keys[0].Id, header.GetProperty("kid").GetString());
        Assert.Equal("sluice", payload.GetProperty("iss").GetString());
        Assert.Equal("sluice", payload.GetProperty("aud").GetString());
        Assert.Equal("k1", payload.GetProperty("sub").GetString());
        Assert.Equal("k1", payload.GetProperty("client_id").GetString());
        Assert.Equal("s1", payload.GetProperty("secret_id").GetString());
        Assert.Equal("acme", payload.GetProperty("tenant").GetString());
        Assert.Equal("Interactions:Read Interactions:Write", payload.GetProperty("scope").GetString());
        Assert.Equal(minted.Id, payload.GetProperty("jti").GetString());
        Assert.Equal(_stage.Clock.Now.ToUnixTimeSeconds(), payload.GetProperty("iat").GetInt64());
        Assert.Equal(_stage.Clock.Now.ToUnixTimeSeconds(), payload.GetProperty("nbf").GetInt64());
        Assert.Equal(_stage.Clock.Now.AddHours(1).ToUnixTimeSeconds(), payload.GetProperty("exp").GetInt64());
        Assert.False(payload.TryGetProperty("cnf", out _));
        Assert.Equal(minted.Id, minted.ToString());
    }

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(1, 60)]
    [InlineData(900, 900)]
    [InlineData(86_400, 3600)]
    [InlineData(-5, 60)]
    public async Task A6_A_token_lives_between_a_minute_and_an_hour(int? asked, int given)
    {
        MintedToken minted = await _stage.MintAsync(new TokenTerms { Lifetime = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
        Assert.Equal(given, (minted.ExpiresAt - minted.IssuedAt).TotalSeconds);
    }

    [Fact]
    public async Task A_scan_token_lives_a_day_where_the_configuration_allows_it()
    {
        _stage.Options.MaxLifetime = TimeSpan.FromDays(1);
        MintedToken minted = await _stage.MintAsync(new TokenTerms { Lifetime = TimeSpan.FromDays(7) });
        Assert.Equal(TimeSpan.FromDays(1), minted.ExpiresAt - minted.IssuedAt);
    }

    [Fact]
    public async Task A_token_ends_no_later_than_its_key()
    {
        DateTimeOffset end = _stage.Clock.Now.AddMinutes(5);
        _stage.Has(TokenStage.Key() with { ExpiresAt = end });
        Assert.Equal(end, (await _stage.MintAsync()).ExpiresAt);
    }

    [Fact]
    public async Task A6_A_token_permits_nothing_that_its_key_does_not()
    {
        MintedToken narrow = await _stage.MintAsync(new TokenTerms { Permissions = PermissionSet.Of(Read) });
        MintedToken greedy = await _stage.MintAsync(new TokenTerms { Permissions = PermissionSet.All });

        Assert.Equal(PermissionSet.Of(Read), (await _stage.FindAsync(narrow.Value))!.Permissions);
        Assert.Equal(TokenStage.Key().Permissions, (await _stage.FindAsync(greedy.Value))!.Permissions);
    }

    [Theory]
    [InlineData("superuser")]
    [InlineData("view_only_admin")]
    [InlineData("Interactions:Write")]
    public async Task Strata_Cloud_Managers_claim_names_roles_by_tenant(string role)
    {
        PermissionSet held = role switch
        {
            "superuser" => PermissionSet.All,
            "view_only_admin" => PermissionSet.Of(Read, new Permission(PermissionCategory.Audit, PermissionVerb.Read)),
            _ => PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Write)),
        };
        _stage.Has(TokenStage.Key() with { Permissions = held });
        MintedToken minted = await _stage.MintAsync(new TokenTerms { Access = true });
        Assert.Equal(role, Assert.Single(Jwt.Payload(minted.Value).GetProperty("access").GetProperty("prn:acme::::").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Nothing_is_minted_of_what_is_no_key() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _stage.Mint.MintAsync(Caller.Anonymous, new TokenTerms(), TokenStage.Token));
}
