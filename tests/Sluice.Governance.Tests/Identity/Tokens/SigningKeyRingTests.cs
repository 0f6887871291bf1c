using System.Text;
using System.Text.Json;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class SigningKeyRingTests : IAsyncLifetime
{
    private TokenStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await TokenStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_key_signs_for_its_time_and_the_next_one_follows()
    {
        string first = Kid(await _stage.MintAsync());
        _stage.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        MintedToken last = await _stage.MintAsync();
        Assert.Equal(first, Kid(last));

        _stage.Clock.Advance(TimeSpan.FromSeconds(1));
        string second = Kid(await _stage.MintAsync());

        Assert.NotEqual(first, second);
        Assert.Equal([second, first], _stage.Ring.Keys.Select(k => k.Id));
        Assert.NotNull(await _stage.FindAsync(last.Value));
    }

    [Fact]
    public async Task A_key_leaves_when_nothing_can_be_alive_that_it_signed()
    {
        string first = Kid(await _stage.MintAsync());
        _stage.Clock.Advance(TimeSpan.FromDays(30));
        string second = Kid(await _stage.MintAsync());
        _stage.Clock.Advance(TimeSpan.FromHours(2));
        await _stage.MintAsync();
        Assert.Equal([second, first], await StoredAsync());
        _stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await _stage.MintAsync();
        Assert.Equal([second], await StoredAsync());
        Assert.Equal([second], _stage.Ring.Keys.Select(k => k.Id));
    }

    [Fact]
    public async Task Many_at_once_make_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await _stage.MintAsync(), TokenStage.Token)));
        Assert.Single(await StoredAsync());
    }

    [Fact]
    public async Task The_public_halves_are_a_JWK_set_that_others_validate_with()
    {
        MintedToken minted = await _stage.MintAsync();
        byte[] set = await _stage.Ring.JwkSetAsync(TokenStage.Token);
        string text = Encoding.UTF8.GetString(set);
        JsonElement key = Assert.Single(JsonDocument.Parse(set).RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(Kid(minted), key.GetProperty("kid").GetString());
        Assert.Equal(("EC", "sig", "ES256", "P-256"), (key.GetProperty("kty").GetString(), key.GetProperty("use").GetString(), key.GetProperty("alg").GetString(), key.GetProperty("crv").GetString()));
        Assert.DoesNotContain("\"d\"", text, StringComparison.Ordinal);

        await using TokenStage other = await TokenStage.StartAsync(_stage.Clock);
        await using JwksServer server = await JwksServer.StartAsync();
        server.Document = text;
        other.Options.Issuer = "other";
        var options = new IssuerOptions { Issuer = "sluice", Jwks = server.Keys, Audiences = { "sluice" } };
        other.Trust(("gate", options));
        Assert.Equal("gate:k1", (await other.FindAsync(minted.Value))?.Id);
    }

    [Fact]
    public async Task While_the_store_is_down_the_last_key_goes_on_signing_and_the_next_follows_when_it_is_back()
    {
        var shelf = new FailingShelf(_stage.Stored) { Down = true };
        using var ring = new SigningKeyRing(shelf, () => _stage.Options, _stage.Clock);
        var mint = new TokenMint(ring, () => _stage.Options, _stage.Clock);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await mint.MintAsync(_stage.TheKey, new TokenTerms(), TokenStage.Token));
        Assert.Null(await ring.FindAsync("unknown", TokenStage.Token));
        shelf.Down = false;
        string first = Kid(await mint.MintAsync(_stage.TheKey, new TokenTerms(), TokenStage.Token));

        shelf.Down = true;
        _stage.Clock.Advance(_stage.Options.KeyRotation);
        Assert.Equal(first, Kid(await mint.MintAsync(_stage.TheKey, new TokenTerms(), TokenStage.Token)));

        shelf.Down = false;
        Assert.NotEqual(first, Kid(await mint.MintAsync(_stage.TheKey, new TokenTerms(), TokenStage.Token)));
    }

    private sealed class FailingShelf(ISigningKeyShelf inner) : ISigningKeyShelf
    {
        public bool Down { get; set; }

        public Task<IReadOnlyList<StoredSigningKey>> ReadAsync(CancellationToken cancellation) => Up().ReadAsync(cancellation);

        public Task AddAsync(StoredSigningKey key, CancellationToken cancellation) => Up().AddAsync(key, cancellation);

        public Task RemoveAsync(string id, CancellationToken cancellation) => Up().RemoveAsync(id, cancellation);

        private ISigningKeyShelf Up() => Down ? throw new StoreUnavailableException(new IOException()) : inner;
    }

    private static string Kid(MintedToken token) => Jwt.Header(token.Value).GetProperty("kid").GetString()!;

    private async Task<IEnumerable<string>> StoredAsync() => (await _stage.Stored.ReadAsync(TokenStage.Token)).Select(k => k.Id);
}
