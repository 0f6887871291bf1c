using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Detection.Urls;

public sealed class UrlTests
{
    public static TheoryData<string> Names => [.. UrlCases.All.Select(c => c.Detector).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Takes_exactly_the_address_and_passes_what_only_looks_alike(string name)
    {
        string[] wrong = [.. UrlCases.All.Where(c => c.Detector == name && !Found.By(name, c.Text).SequenceEqual(c.Taken)).Select(c => $"{c.Text} => {string.Join(" | ", Found.By(name, c.Text))}")];
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("It was a quiet afternoon. The notes (of that day) agree with her, e.g. on p. 12: yes! ")]
    [InlineData("See https://example.com/a/b?c=d#e and https://docs.example.org/guide(1), www.example.net. [docs](https://docs.example.com/x?page=2) ")]
    public void What_is_not_found_allocates_nothing(string text)
    {
        text = string.Concat(Enumerable.Repeat(text, 30));
        Assert.Equal(0, Found.Bytes(DetectorCatalog.ByName["url/script"].Classifier!, text));
        Assert.Equal(0, Found.Bytes(DetectorCatalog.ByName["url/markdown-exfiltration"].Classifier!, text));
        Assert.Equal(0, Found.Bytes(Lists(o => o.Deny.Add("evil.example")).Classifier!, text));
    }

    [Theory]
    [InlineData("https://evil.example/x", true)]
    [InlineData("evil.example", true)]
    [InlineData("hxxps://evil[.]example/x", true)]
    [InlineData("https://www.evil.example/x", false)]
    [InlineData("https://a.bad.example", true)]
    [InlineData("https://bad.example", false)]
    [InlineData("https://fine.a.bad.example", false)]
    [InlineData("https://host.example/dir/sub/x?y", true)]
    [InlineData("https://host.example/dir/sub", true)]
    [InlineData("https://host.example/dir/subway", false)]
    [InlineData("https://host.example/dir", false)]
    [InlineData("http://16909060/", true)]
    [InlineData("https://notevil.example", false)]
    public void Lists_name_hosts_domains_and_paths(string text, bool found)
    {
        Detector detector = Lists(o =>
        {
            o.Deny.AddRange(["evil.example", "*.bad.example", "https://host.example/dir/sub/", "1.2.3.4"]);
            o.Allow.Add("fine.a.bad.example");
        });
        Assert.Equal(found ? [text] : [], Found.By(detector, text));
    }

    [Theory]
    [InlineData("https://docs.example/x", false)]
    [InlineData("https://a.docs.example/x", false)]
    [InlineData("https://other.example/x", true)]
    [InlineData("other.com", true)]
    [InlineData("main.py", false)]
    [InlineData("str.format(x)", false)]
    [InlineData("www.other.me", true)]
    [InlineData("e.g. this", false)]
    public void Where_only_allowed_addresses_are_given_all_others_are_found(string text, bool found) =>
        Assert.Equal(found, Found.By(Lists(o => o.Allow.AddRange(["docs.example", "*.docs.example"])), text).Length > 0);

    [Theory]
    [InlineData("Deny:0", "two words")]
    [InlineData("Deny:0", "")]
    [InlineData("Deny:0", "a..b")]
    public void What_is_no_address_is_refused_with_its_key(string key, string pattern)
    {
        InspectionOptions options = new();
        options.Detectors["own"] = new DetectorOptions { Urls = new UrlOptions { Deny = { pattern } } };
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal($"Sluice:Detectors:own:Urls:{key}", Assert.Single(errors).Key);
    }

    [Fact]
    public void A_detector_is_of_one_kind_and_of_some()
    {
        InspectionOptions options = new();
        options.Detectors["both"] = new DetectorOptions { Pattern = "x", Urls = new UrlOptions { Deny = { "a.example" } } };
        options.Detectors["empty"] = new DetectorOptions { Urls = new UrlOptions() };
        options.Detectors["loose"] = new DetectorOptions { Urls = new UrlOptions { Deny = { "a.example" }, Categories = { "malware" } } };
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal(["Sluice:Detectors:both", "Sluice:Detectors:empty:Urls", "Sluice:Detectors:loose:Urls:Categories"], errors.Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_way_of_cutting_gives_the_same(int seed)
    {
        const string answer = "See [this](http://0x7f.1/a) and https://user:pw@host.example/x. Or hxxp://8[.]8[.]8[.]8/y\nand https://example.com/fine! Also http://localhost:3000, of course.";
        const string expected = "See [this]([REDACTED:url/ip-literal]) and [REDACTED:url/credentials]. Or [REDACTED:url/ip-literal]\nand https://example.com/fine! Also http://localhost:3000, of course.";
        Policy policy = Given.Policy(("url/ip-literal", "response", "Redact"), ("url/credentials", "response", "Redact"));
        Random random = new(seed);
        for (int run = 0; run < 8; run++)
        {
            List<string> pieces = [];
            for (int at = 0; at < answer.Length; at += pieces[^1].Length)
                pieces.Add(answer.Substring(at, Math.Min(answer.Length - at, random.Next(1, 16))));
            Assert.Equal(expected, ChatStream.Gather(Given.Streamed(policy, ChatStream.Of([.. pieces]), null, random.Next(1, 300)))["0.content"]);
        }
    }

    private static Detector Lists(Action<UrlOptions> fill)
    {
        DetectorOptions options = new() { Urls = new UrlOptions() };
        fill(options.Urls);
        List<ConfigurationError> errors = [];
        Detector? detector = OwnJudges.Build("own", "Sluice:Detectors:own", options, errors);
        Assert.Empty(errors);
        return detector!;
    }
}
