using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Urls;

public sealed class UrlFeedTests
{
    private static readonly string[] Lines =
    [
        "# a feed", "", "evil.example malware", "Bad.Example\tphishing # reported twice", "bad.example, malware", "host.example/dir phishing", "203.0.113.7 c2",
        "https://sub.tracker.example/ ads", "ünique.example ads",
    ];

    [Theory]
    [InlineData("https://evil.example/x", "", true)]
    [InlineData("https://deep.under.evil.example/x", "", true)]
    [InlineData("https://evil.example/x", "malware", true)]
    [InlineData("https://evil.example/x", "phishing", false)]
    [InlineData("https://bad.example/x", "phishing", true)]
    [InlineData("https://bad.example/x", "MALWARE", true)]
    [InlineData("https://bad.example/x", "ads", false)]
    [InlineData("https://host.example/dir/x", "", true)]
    [InlineData("https://host.example/other", "", false)]
    [InlineData("http://203.0.113.7/x", "", true)]
    [InlineData("http://0xcb007107/x", "c2", true)]
    [InlineData("https://7.example", "", false)]
    [InlineData("https://sub.tracker.example", "ads", true)]
    [InlineData("https://tracker.example", "ads", false)]
    [InlineData("https://xn--nique-jva.example", "ads", true)]
    [InlineData("fine.example", "", false)]
    public void Categories_are_found(string text, string category, bool found) => Assert.Equal(found, Found.By(Of(Read(Lines), category), text).Length > 0);

    [Fact]
    public void What_is_allowed_is_not_found_whatever_the_feed_says()
    {
        UrlOptions options = new() { Feed = "f", Allow = { "evil.example" } };
        options.Supply(Read(Lines));
        Detector detector = Build(options);
        Assert.Empty(Found.By(detector, "https://evil.example/x"));
        Assert.NotEmpty(Found.By(detector, "https://more.evil.example/x"));
    }

    [Fact]
    public void Lines_that_are_none_are_counted_and_left_out()
    {
        UrlFeed feed = Read([.. Lines, "alone", "*.wild.example ads", "a..b ads", "x.example two words", new string('x', UrlFeed.MaxLine) + ".example ads"]);
        Assert.Equal(5, feed.Skipped);
        Assert.Equal(7, feed.Entries);
        Assert.Equal(["malware", "phishing", "c2", "ads"], feed.Categories);
    }

    [Fact]
    public void What_is_no_feed_is_refused() => Assert.Contains("is it a feed", UrlFeed.Read(["{", "  \"a\": 1", "}"]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Too_many_categories_are_refused() =>
        Assert.Contains("categories", UrlFeed.Read(Enumerable.Range(0, 300).Select(i => $"h{i}.example c{i}")).Problem, StringComparison.Ordinal);

    /// <summary>The page says some 12 bytes an entry.</summary>
    [Fact]
    public void A_feed_of_many_entries_is_small_and_finds_each_and_no_other()
    {
        const int count = 100_000;
        UrlFeed feed = Read([.. Enumerable.Range(0, count).Select(i => $"host-{i}.example{(i % 3 == 0 ? "/a/b" : "")} c{i % 7}")]);
        Assert.Equal(count, feed.Entries);
        bool[] all = new bool[UrlFeed.MaxCategories];
        Array.Fill(all, true);
        for (int i = 0; i < count; i += 97)
        {
            Assert.True(feed.Table.Contains($"host-{i}.example", "/a/b/c", all, all, isNumber: false));
            Assert.Equal(i % 3 != 0, feed.Table.Contains($"host-{i}.example", "/a", all, all, isNumber: false));
            Assert.False(feed.Table.Contains($"other-{i}.example", "/a/b/c", all, all, isNumber: false));
        }

        ulong[] hashes = [.. Enumerable.Range(1, count).Select(i => UrlTable.HashOf($"h{i}", ""))];
        byte[] tags = new byte[count];
        long before = GC.GetAllocatedBytesForCurrentThread();
        UrlTable table = new(hashes, tags);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count * 12L);
        Assert.Equal(count, table.Count);
    }

    private static Detector Of(UrlFeed feed, string category)
    {
        UrlOptions options = new() { Feed = "f" };
        if (category.Length > 0)
            options.Categories.Add(category);
        options.Supply(feed);
        return Build(options);
    }

    private static Detector Build(UrlOptions options)
    {
        List<ConfigurationError> errors = [];
        Detector? detector = OwnJudges.Build("own", "k", new DetectorOptions { Urls = options }, errors);
        Assert.Empty(errors);
        return detector!;
    }

    private static UrlFeed Read(string[] lines)
    {
        (UrlFeed? feed, string? problem) = UrlFeed.Read(lines);
        Assert.Null(problem);
        return feed!;
    }
}
