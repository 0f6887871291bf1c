using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Configuration;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Configuration;

/// <summary>Feeds of addresses are read, watched, and kept where a new one is bad.</summary>
public sealed class UrlFeedsTests : IDisposable
{
    private readonly string _feed = Path.GetTempFileName();

    public void Dispose() => File.Delete(_feed);

    [Fact]
    public async Task A_feed_is_in_force_from_the_start_and_after_each_change()
    {
        await File.WriteAllTextAsync(_feed, "# two\nevil.example malware\nbad.example/dir phishing\nnothing\n", Given.Token);
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream, Detector());
        Assert.Equal(2, gate.Host.Configuration.Feeds["sites"].Entries);
        Assert.Contains("2 entries; 1 line(s)", gate.Logs.Text, StringComparison.Ordinal);

        await File.AppendAllTextAsync(_feed, "more.example c2\n", Given.Token);
        Assert.Empty((await gate.Host.ReloadAsync(Given.Token)).Errors);
        Assert.Equal(3, gate.Host.Configuration.Feeds["sites"].Entries);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("binary")]
    [InlineData("foreign")]
    public async Task A_bad_feed_leaves_the_good_one_in_force_and_is_told_and_counted_once(string defect)
    {
        await File.WriteAllTextAsync(_feed, "evil.example malware\n", Given.Token);
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream, Detector());
        long revision = gate.Host.Configuration.Revision;
        if (defect == "missing")
            File.Delete(_feed);
        else if (defect == "binary")
            await File.WriteAllBytesAsync(_feed, [0xFF, 0xFE, 0xFF, 0x00], Given.Token);
        else
            await File.WriteAllTextAsync(_feed, "{\n\"not\": \"a feed\"\n}\n", Given.Token);

        LoadResult result = await gate.Host.ReloadAsync(Given.Token);
        Assert.Equal("Sluice:Detectors:sites:Urls:Feed", Assert.Single(result.Errors).Key);
        Assert.Equal(revision, gate.Host.Configuration.Revision);
        Assert.Equal(1, gate.Host.Configuration.Feeds["sites"].Entries);
        int lines = gate.Logs.Lines.Count;
        await gate.Host.ReloadAsync(Given.Token);
        Assert.Equal(lines, gate.Logs.Lines.Count);
        Assert.Equal(1, gate.Host.Services.GetRequiredService<ConfigurationReloader>().Refused);

        await File.WriteAllTextAsync(_feed, "evil.example malware\nworse.example malware\n", Given.Token);
        Assert.Empty((await gate.Host.ReloadAsync(Given.Token)).Errors);
        Assert.Equal(2, gate.Host.Configuration.Feeds["sites"].Entries);
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_refused()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        await File.WriteAllTextAsync(gate.ConfigFile, Given.Config(upstream.Address, """ "Detectors": { "sites": { "Urls": { "Deny": ["a.example"], "Alow": [] } } }, """), Given.Token);
        Assert.Equal("Sluice:Detectors:sites:Urls:Alow", Assert.Single((await gate.Host.ReloadAsync(Given.Token)).Errors).Key);
    }

    private string Detector() => $$""" "Detectors": { "sites": { "Urls": { "Feed": {{JsonSerializer.Serialize(_feed)}}, "Categories": ["malware"] } } }, """;
}
