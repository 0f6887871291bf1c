using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class TokenCacheTests
{
    private static readonly ProvenToken Proven = new(null!, "k", DateTimeOffset.MaxValue) { Subject = Caller.Anonymous };

    [Fact]
    public void Tokens_are_told_apart()
    {
        var cache = new TokenCache();
        cache.Add(TokenHash.Of("a"), Proven);
        Assert.Same(Proven, cache.Find(TokenHash.Of("a")));
        Assert.Null(cache.Find(TokenHash.Of("b")));
        cache.Remove(TokenHash.Of("a"));
        Assert.Null(cache.Find(TokenHash.Of("a")));
    }

    [Fact]
    public void It_holds_no_more_than_its_bound_and_keeps_what_is_asked_for()
    {
        var cache = new TokenCache(most: 10);
        cache.Add(TokenHash.Of("used"), Proven);
        for (int i = 0; i < 1_000; i++)
        {
            cache.Add(TokenHash.Of($"t{i}"), Proven);
            Assert.NotNull(cache.Find(TokenHash.Of("used")));
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Count(i => cache.Find(TokenHash.Of($"t{i}")) is not null), 1, 10);
        Assert.NotNull(cache.Find(TokenHash.Of("t999")));
    }
}
