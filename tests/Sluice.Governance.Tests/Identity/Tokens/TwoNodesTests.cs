using System.Security.Cryptography;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>Two nodes upon one store; neither hears of the other's changes until it is told to.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-");
    private TokenStage _first = null!;
    private TokenStage _second = null!;

    public async ValueTask InitializeAsync()
    {
        string file = Path.Combine(_folder.FullName, "sluice.db");
        _first = await TokenStage.StartAsync(file: file);
        _second = await TokenStage.StartAsync(_first.Clock, file);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_token_of_another_node_is_known_at_once()
    {
        MintedToken minted = await _first.MintAsync();
        Assert.Equal("k1", (await _second.FindAsync(minted.Value))?.KeyId);
        MintedToken second = await _second.MintAsync();
        Assert.Equal(Kid(minted), Kid(second));
    }

    [Fact]
    public async Task Unknown_key_ids_lead_to_the_store_once_a_second()
    {
        MintedToken minted = await _first.MintAsync();
        Assert.NotNull(await _second.FindAsync(minted.Value));
        using var added = Signer.Create(_first.Clock.Now);
        await _first.Stored.AddAsync(added.ToStored(), TokenStage.Token);

        Assert.Null(await _second.FindAsync(SignedWith(added, minted)));
        _first.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Null(await _second.FindAsync(SignedWith(added, minted)));
        _first.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotNull(await _second.FindAsync(SignedWith(added, minted)));
    }

    [Fact]
    public async Task Nodes_that_sign_for_the_first_time_together_know_each_others_tokens()
    {
        MintedToken[] minted = await Task.WhenAll(_first.MintAsync().AsTask(), _second.MintAsync().AsTask());
        await _first.HearAsync();
        await _second.HearAsync();
        foreach (MintedToken token in minted)
        {
            Assert.NotNull(await _first.FindAsync(token.Value));
            Assert.NotNull(await _second.FindAsync(token.Value));
        }
    }

    [Fact]
    public async Task An_invalidated_token_is_none_on_the_other_node_once_that_hears_of_it()
    {
        MintedToken minted = await _first.MintAsync();
        Assert.NotNull(await _second.FindAsync(minted.Value));
        Assert.Equal(Invalidation.Done, await _first.Invalidation.InvalidateAsync(minted.Value, "k1", TokenStage.Token));
        await _second.HearAsync();
        Assert.Null(await _second.FindAsync(minted.Value));
    }

    [Fact]
    public async Task A_signing_key_that_is_taken_from_the_store_validates_nothing_on_any_node()
    {
        MintedToken minted = await _first.MintAsync();
        Assert.NotNull(await _first.FindAsync(minted.Value));
        Assert.NotNull(await _second.FindAsync(minted.Value));
        await _first.Stored.RemoveAsync(Kid(minted), TokenStage.Token);
        Assert.Null(await _first.FindAsync(minted.Value));
        await _second.HearAsync();
        Assert.Null(await _second.FindAsync(minted.Value));
    }

    private static string SignedWith(Signer signer, MintedToken like)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(signer.ToStored().Pkcs8, out _);
        return Jwt.Of($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{signer.Id}}"}""", Jwt.Payload(like.Value).GetRawText(), Jwt.Es(key));
    }

    private static string Kid(MintedToken token) => Jwt.Header(token.Value).GetProperty("kid").GetString()!;
}
