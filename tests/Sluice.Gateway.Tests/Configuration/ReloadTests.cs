using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Configuration;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Configuration;

public sealed class ReloadTests
{
    [Theory]
    [InlineData("broken")]
    [InlineData("cluster")]
    [InlineData("detector")]
    [InlineData("dialect")]
    [InlineData("deleted")]
    [InlineData("empty")]
    public async Task A_bad_file_leaves_everything_as_it_was(string defect)
    {
        await using RawUpstream upstream = await Answering("first");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        long revision = gate.Host.Configuration.Revision;
        string good = await File.ReadAllTextAsync(gate.ConfigFile, Given.Token);
        if (defect == "deleted")
            File.Delete(gate.ConfigFile);
        else
            await File.WriteAllTextAsync(gate.ConfigFile, Spoil(good, defect), Given.Token);

        LoadResult result = await gate.Host.ReloadAsync(Given.Token);
        Assert.Null(result.Snapshot);
        Assert.NotEmpty(result.Errors);
        Assert.Equal(revision, gate.Host.Configuration.Revision);
        foreach (var error in result.Errors)
            Assert.Contains(error.Key, gate.Logs.Text, StringComparison.Ordinal);
        Assert.Equal("first", await AskAsync(gate, "/g/chat"));
        using HttpResponseMessage refused = await gate.Client.PostAsync("/g/chat", Given.Json("REFUSE"), Given.Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        int lines = gate.Logs.Lines.Count;
        await gate.Host.ReloadAsync(Given.Token);
        Assert.Equal(lines, gate.Logs.Lines.Count); // Told once.
    }

    [Fact]
    public async Task A_good_file_is_in_force_for_the_next_request()
    {
        await using RawUpstream first = await Answering("first");
        await using RawUpstream second = await Answering("second");
        await using GatewayFixture gate = await Given.GateAsync(first);
        Assert.Equal("first", await AskAsync(gate, "/g/chat"));
        await File.WriteAllTextAsync(gate.ConfigFile, Given.Config(second.Address), Given.Token);
        Assert.Empty((await gate.Host.ReloadAsync(Given.Token)).Errors);
        Assert.Equal("second", await AskAsync(gate, "/g/chat"));
    }

    [Fact]
    public async Task A_change_of_limits_alone_reaches_routes_that_did_not_change()
    {
        await using RawUpstream upstream = await Answering("x");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        await File.WriteAllTextAsync(gate.ConfigFile, Given.Config(upstream.Address, sluice: """ "Limits": { "MaxBodyBytes": 1024 }, """), Given.Token);
        await gate.Host.ReloadAsync(Given.Token);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(new byte[2000]), Given.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_file_that_an_editor_replaces_by_renaming_is_noticed()
    {
        await using RawUpstream first = await Answering("first");
        await using RawUpstream second = await Answering("second");
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(first.Address), configure: o => o with { Watch = true });
        Task<LoadResult> attempt = gate.Host.Services.GetRequiredService<ConfigurationReloader>().NextAttempt;
        await File.WriteAllTextAsync(gate.ConfigFile + ".new", Given.Config(second.Address), Given.Token);
        File.Move(gate.ConfigFile + ".new", gate.ConfigFile, overwrite: true);
        Assert.Empty((await attempt.WaitAsync(Given.Token)).Errors);
        Assert.Equal("second", await AskAsync(gate, "/g/chat"));
    }

    [Fact]
    public async Task Changed_listeners_are_announced_as_needing_a_restart()
    {
        await using RawUpstream upstream = await Answering("first");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        string changed = Given.Config(upstream.Address).Insert(1, """ "Kestrel": { "Endpoints": { "More": { "Url": "http://127.0.0.1:0" } } }, """);
        await File.WriteAllTextAsync(gate.ConfigFile, changed, Given.Token);
        Assert.Empty((await gate.Host.ReloadAsync(Given.Token)).Errors);
        Assert.Contains("listeners change at the next start", gate.Logs.Text, StringComparison.Ordinal);
    }

    private static string Spoil(string config, string defect) => defect switch
    {
        "broken" => config[..^20],
        "cluster" => config.Replace("\"ClusterId\": \"up\"", "\"ClusterId\": \"nowhere\"", StringComparison.Ordinal),
        "detector" => config.Replace("\"Rules\": []", """ "Rules": [{ "Find": "no/such-detector", "Then": "Block" }] """, StringComparison.Ordinal),
        "dialect" => config.Replace("\"Dialect\": \"probe\"", "\"Dialect\": \"klingon\"", StringComparison.Ordinal),
        _ => "",
    };

    private static async Task<string> AskAsync(GatewayFixture gate, string path)
    {
        using HttpResponseMessage response = await gate.Client.PostAsync(path, Given.Json("{}"), Given.Token);
        return await Given.TextAsync(response);
    }

    private static Task<RawUpstream> Answering(string text) => RawUpstream.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    });
}
