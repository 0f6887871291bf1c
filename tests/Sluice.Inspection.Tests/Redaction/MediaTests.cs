using System.Text;
using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Redaction;

/// <summary>Files inside requests and answers.</summary>
public class MediaTests
{
    private static readonly Policy Redact = Given.Policy(("internal-secret", "any", "Redact"));

    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. new byte[40]];

    private static readonly Dictionary<string, byte[]> Files = new(StringComparer.Ordinal)
    {
        ["image"] = Picture,
        ["audio"] = [.. "RIFF"u8, 1, 2, 3, 4, .. "WAVE"u8, .. new byte[30]],
        ["video"] = [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[30]],
        ["file"] = [.. "%PDF-1.7\n"u8, .. new byte[30]],
        ["binary"] = [.. Enumerable.Range(0, 600).Select(i => (byte)(i * 7))],
    };

    public static TheoryData<string, bool> Kinds => new(Files.Keys.SelectMany(k => new[] { (k, true), (k, false) }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_file_is_blocked_by_its_first_bytes_and_others_pass(string kind, bool asUri)
    {
        string body = asUri ? Picturing($"data:application/octet-stream;base64,{Convert.ToBase64String(Files[kind])}") : Filing(Convert.ToBase64String(Files[kind]));
        Assert.Equal("content_filter", Given.Refused(Given.Policy(("media/*", kind, "Block")), body)?.Code);
        foreach (string other in Files.Keys.Where(k => k != kind))
            Assert.Equal(body, Given.Forwarded(Given.Policy(("media/*", other, "Block")), body));
    }

    [Fact]
    public void A_flagged_file_passes_and_is_measured()
    {
        Policy policy = Given.Policy(("media/*", "image", "Flag"));
        Exchange exchange = Given.Exchange(policy);
        string body = Picturing($"data:image/png;base64,{Convert.ToBase64String(Picture)}");
        Assert.Equal(body, Given.Forwarded(policy, body, exchange));
        Assert.Equal(new MediaEntry(Direction.Request, "image", 1, Picture.Length), Assert.Single(exchange.Tally.Media));
        Assert.Equal(new TallyEntry(Direction.Request, "media/image", Decision.Flag, 1), Assert.Single(exchange.Tally.Entries));
    }

    [Fact]
    public void Monitor_mode_blocks_no_file()
    {
        Policy policy = Given.Policy(o => o.Mode = "Monitor", ("media/*", "image", "Block"));
        string body = Picturing($"data:image/png;base64,{Convert.ToBase64String(Picture)}");
        Assert.Equal(body, Given.Forwarded(policy, body));
    }

    [Fact]
    public void Allow_exempts_a_kind()
    {
        Policy policy = Given.Policy(("media/*", "any", "Block"), ("media/image", "any", "Allow"));
        string body = Picturing($"data:image/png;base64,{Convert.ToBase64String(Picture)}");
        Assert.Equal(body, Given.Forwarded(policy, body));
        Assert.NotNull(Given.Refused(policy, Filing(Convert.ToBase64String(Files["file"]))));
    }

    [Theory]
    [InlineData("data:text/plain;base64,")]
    [InlineData("DATA:text/csv;charset=utf-8;base64,")]
    [InlineData("")]
    public void A_text_file_is_unpacked_scanned_and_packed_again(string prefix)
    {
        string before = $"First line of the file.\nkey zz_a1b2c3d4 \u00e9\u00e8 {new string('x', 700)}";
        string body = Filing(prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(before)));
        string forwarded = Given.Forwarded(Redact, body);
        string packed = JsonDocument.Parse(forwarded).RootElement.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("file").GetProperty("file_data").GetString()!;
        Assert.StartsWith(prefix, packed, StringComparison.Ordinal);
        Assert.Equal(before.Replace("zz_a1b2c3d4", "[REDACTED:internal-secret]", StringComparison.Ordinal), Encoding.UTF8.GetString(Convert.FromBase64String(packed[prefix.Length..])));
    }

    [Fact]
    public void A_percent_encoded_data_URI_is_unpacked_too()
    {
        string forwarded = Given.Forwarded(Redact, Picturing("data:text/plain,key%20zz%5Fa1b2c3d4%20end"));
        Assert.Contains("data:text/plain,key%20%5BREDACTED%3Ainternal-secret%5D%20end", forwarded, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_text_file_leaves_as_the_bytes_that_came()
    {
        string body = Filing("data:text/plain;base64," + Convert.ToBase64String("Nothing to see here, move along."u8).Replace("/", "\\/", StringComparison.Ordinal));
        Assert.Equal(body, Given.Forwarded(Redact, body));
    }

    [Theory]
    [InlineData("https://images.example.com/a.png", false)]
    [InlineData("https://IMAGES.example.com:8443/a.png?x=1", false)]
    [InlineData("https://example.com/a.png", true)]
    [InlineData("https://images.example.com.evil.test/a.png", true)]
    [InlineData("https://images.example.com@evil.test/a.png", true)]
    [InlineData("http://169.254.169.254/latest/meta-data", true)]
    [InlineData("https://internal.images.example.com/a.png", true)]
    [InlineData("gs://bucket/a.png", true)]
    [InlineData(" https://evil.test/a.png", true)]
    [InlineData("http:///broken", true)]
    public void A_request_names_only_hosts_that_its_provider_may_fetch_from(string address, bool blocked)
    {
        Policy policy = Given.Policy(o =>
        {
            o.RemoteUrls.Allow.AddRange(["images.example.com", "*.images.example.com"]);
            o.RemoteUrls.Deny.Add("internal.images.example.com");
        });
        Exchange exchange = Given.Exchange(policy);
        Assert.Equal(blocked, Given.Refused(policy, Picturing(address), exchange) is not null);
        Assert.Equal(blocked, exchange.Tally.Entries.Any(e => e.Rule == "media/remote-url"));
        Assert.Null(Given.Refused(policy, $$"""{"messages":[{"role":"user","content":{{ChatStream.Quote(address)}}}]}"""));
    }

    [Theory]
    [InlineData("media/*", "image", "Redact", "Then")]
    [InlineData("secrets/*", "image", "Block", "In")]
    [InlineData("media/audio", "image", "Block", "In")]
    public void What_cannot_be_done_with_files_is_refused_at_load(string find, string @in, string then, string key)
    {
        InspectionOptions options = new();
        RuleOptions rule = new() { Find = find, Then = then };
        rule.In.Add(@in);
        options.Policies["p"] = new PolicyOptions { Rules = { rule } };
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal($"Sluice:Policies:p:Rules:0:{key}", Assert.Single(errors).Key);
    }

    [Fact]
    public void A_rule_for_all_text_is_none_for_pictures()
    {
        Policy policy = Given.Policy(("*", "any", "Redact"));
        Assert.DoesNotContain(policy.Sentences[0].Detectors, d => d.StartsWith("media/", StringComparison.Ordinal));
    }

    private static string Picturing(string address) =>
        $$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":{{{ChatStream.Quote(address)}}}}}]}]}""";

    private static string Filing(string data) => $$$"""{"messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"{{{data}}}"}}]}]}""";
}
