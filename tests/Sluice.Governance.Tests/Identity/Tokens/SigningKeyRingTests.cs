using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class SigningKeyRingTests : IDisposable
{
    private readonly TokenStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_key_signs_for_its_time_and_the_next_one_follows()
    {
        string first = Jwt.Header((await _stage.MintAsync()).Value).GetProperty("kid").GetString()!;
        _stage.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        MintedToken last = await _stage.MintAsync();
        Assert.Equal(first, Jwt.Header(last.Value).GetProperty("kid").GetString());

        _stage.Clock.Advance(TimeSpan.FromSeconds(1));
        string second = Jwt.Header((await _stage.MintAsync()).Value).GetProperty("kid").GetString()!;

        Assert.NotEqual(first, second);
        Assert.Equal([second, first], _stage.Ring.Keys.Select(k => k.Id));
        Assert.NotNull(await _stage.FindAsync(last.Value));
    }

    [Fact]
    public async Task A_key_leaves_when_nothing_can_be_alive_that_it_signed()
    {
        await _stage.MintAsync();
        _stage.Clock.Advance(TimeSpan.FromDays(30));
        await _stage.MintAsync();
        _stage.Clock.Advance(TimeSpan.FromHours(1));
        await _stage.Ring.ReloadAsync(TokenStage.Token);
        Assert.Equal(2, _stage.Shelf.Keys.Count);
        _stage.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await _stage.Ring.ReloadAsync(TokenStage.Token);
        Assert.Equal(_stage.Ring.Keys.Select(k => k.Id), _stage.Shelf.Keys.Keys);
        Assert.Single(_stage.Ring.Keys);
    }

    [Fact]
    public async Task Keys_outlive_the_process()
    {
        MintedToken minted = await _stage.MintAsync();
        using var restarted = new TokenStage(_stage.Clock, _stage.Shelf);
        Assert.NotNull(await restarted.FindAsync(minted.Value));
        MintedToken next = await restarted.MintAsync();
        Assert.Equal(Jwt.Header(minted.Value).GetProperty("kid").GetString(), Jwt.Header(next.Value).GetProperty("kid").GetString());
        Assert.Single(_stage.Shelf.Keys);
    }

    [Fact]
    public async Task A_key_that_was_taken_off_the_shelf_validates_nothing_any_more()
    {
        MintedToken minted = await _stage.MintAsync();
        Assert.NotNull(await _stage.FindAsync(minted.Value));
        _stage.Shelf.Keys.Clear();
        await _stage.Ring.ReloadAsync(TokenStage.Token);
        Assert.Null(await _stage.FindAsync(minted.Value));
    }

    [Fact]
    public async Task Many_at_once_make_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await _stage.MintAsync(), TokenStage.Token)));
        Assert.Single(_stage.Shelf.Keys);
    }
}
