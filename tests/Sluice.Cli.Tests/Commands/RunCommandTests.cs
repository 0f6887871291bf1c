using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Sluice.Testing;

namespace Sluice.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    private static readonly (string, string)[] AnyPorts =
    [
        ("Kestrel__Endpoints__Proxy__Url", "http://127.0.0.1:0"),
        ("Kestrel__Endpoints__Admin__Url", "http://127.0.0.1:0"),
    ];

    [Fact]
    public async Task The_gate_serves_until_it_is_told_to_stop()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using SluiceProcess gate = SluiceProcess.Start(["run", "--config", Repository.ShippedConfig], AnyPorts);
        string banner = "";
        while (!banner.Contains("Press Ctrl+C", StringComparison.Ordinal))
            banner += $"{await gate.Output.ReadLineAsync(cancellation) ?? throw new InvalidOperationException(banner)}\n";
        Assert.Matches("(?m)^  default: 7 rules, [0-9]+ detectors; acts in answers on assistant, reasoning", banner);

        using HttpClient client = GatewayFixture.NewClient(new Uri(Regex.Match(banner, "Proxy +(http://[0-9.:]+)", RegexOptions.None, TimeSpan.FromSeconds(10)).Groups[1].Value));
        using HttpResponseMessage answer = await client.PostAsJsonAsync(
            "/sim/v1/chat/completions", new { model = "sim-echo", messages = new[] { new { role = "user", content = "please leak" } } }, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.Contains("card [REDACTED:pii/payment-card], AWS key id [REDACTED:secrets/aws-access-key-id]", text, StringComparison.Ordinal);

        await gate.TerminateAsync();
        Ended ended = await gate.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(ended.Error);
    }

    [Fact]
    public async Task A_bad_configuration_does_not_start_and_is_explained()
    {
        using var file = new ConfigFile("""{ "Sluice": { "Policies": { "default": { "Rules": [{ "Find": "nonesuch", "Then": "Redact" }] } } } }""");
        Ended run = await SluiceProcess.RunAsync("run", "--config", Repository.ShippedConfig, "--config", file.Path);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Sluice:Policies:default:Rules:0:Find: there is no detector \"nonesuch\"", run.Error, StringComparison.Ordinal);
    }
}
