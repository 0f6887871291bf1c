using Sluice.Testing;

namespace Sluice.Cli.Tests.Commands;

public sealed class PolicyCheckCommandTests
{
    [Fact]
    public async Task The_shipped_configuration_is_good_and_its_coverage_is_printed()
    {
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig);
        Assert.Equal(0, check.ExitCode);
        Assert.Empty(check.Error);
        string text = Rules(check);
        Assert.Contains("Policy default: what runs where", check.Output, StringComparison.Ordinal);
        Assert.Contains("Policy strict: what runs where", check.Output, StringComparison.Ordinal);
        Assert.Matches(@"Find secrets/\* \(certain\) in request → Tokenize \([0-9]+ detectors\)", text);
        Assert.Matches(@"Find pii/\* anywhere → Flag \([0-9]+ detectors\)", text);
        Assert.Contains("Passes unread: openai speech, answers that are sound.", check.Output, StringComparison.Ordinal);
        Assert.Contains("built-in simulator", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_full_it_names_the_endpoints_of_every_rule()
    {
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--full", "--config", Repository.ShippedConfig);
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("Policy default: what runs where, endpoint by endpoint", check.Output, StringComparison.Ordinal);
        Assert.Contains("anthropic messages", string.Join(' ', check.Output.Split('\n').Where(l => l.StartsWith('│') && l.Count(c => c == '│') == 8).Select(l => l.Split('│')[2].Trim())), StringComparison.Ordinal);
    }

    /// <summary>The documentation's table is the program's; <c>sluice policy surfaces</c> prints it anew.</summary>
    [Fact]
    public async Task The_documentation_has_the_table_of_endpoints()
    {
        Ended surfaces = await SluiceProcess.RunAsync("policy", "surfaces");
        Assert.Equal((0, ""), (surfaces.ExitCode, surfaces.Error));
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "coverage.md"), TestContext.Current.CancellationToken);
        Assert.EndsWith(surfaces.Output, page, StringComparison.Ordinal);
    }

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "deploy", "policies")).Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_is_good_on_top_of_the_shipped_configuration(string example)
    {
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig, "--config", Path.Combine(Repository.Root, "deploy", "policies", example));
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
    }

    [Fact]
    public async Task Into_a_pipe_it_writes_plain_text_of_a_hundred_columns()
    {
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig);
        Assert.DoesNotContain('\u001b', check.Output);
        Assert.All(check.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task A_rule_of_the_users_own_stands_in_the_table()
    {
        using var file = new ConfigFile("""
            { "Sluice": {
              "Detectors": { "codenames": { "Words": ["Bluebird"] } },
              "Policies": { "mine": { "Rules": [
                { "Find": "codenames", "In": "response", "Then": "Block" },
                { "Find": "pii/payment-card", "In": "assistant", "Then": "Mask", "Keep": "last4" },
                { "Find": "pii/email", "In": "user", "Then": "Allow" } ] } } } }
            """);
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig, "--config", file.Path);
        Assert.Equal(0, check.ExitCode);
        string text = Rules(check);
        Assert.Contains("Find codenames in response → Block (1 detector)", text, StringComparison.Ordinal);
        Assert.Contains("Find pii/payment-card in assistant → Mask, keeping last4 (1 detector)", text, StringComparison.Ordinal);
        Assert.Contains("Find pii/email in user → Allow (1 detector)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Sluice": { "Policies": """, "sluice.json")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "lost": { "ClusterId": "nowhere", "Match": { "Path": "/lost" } } } } }""", "nowhere")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "nonesuch", "Then": "Redact" }] } } } }""", "Sluice:Policies:mine:Rules:0:Find: there is no detector \"nonesuch\"")]
    public async Task An_error_is_printed_and_the_check_fails(string config, string complaint)
    {
        using var file = new ConfigFile(config);
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig, "--config", file.Path);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains(complaint, check.Error, StringComparison.Ordinal);
        Assert.Empty(check.Output);
    }

    [Fact]
    public async Task All_errors_are_printed_at_once()
    {
        using var file = new ConfigFile("""
            { "Sluice": {
              "Detectors": { "twice": { "Pattern": "(a)\\1" } },
              "Policies": { "mine": { "Mode": "Sometimes", "Rules": [{ "Find": "nonesuch", "Then": "Redact" }, { "Find": "pii/*", "In": "walls", "Then": "Hide" }] } } } }
            """);
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", Repository.ShippedConfig, "--config", file.Path);
        Assert.Equal(1, check.ExitCode);
        foreach (string key in (string[])["Sluice:Detectors:twice", "Sluice:Policies:mine:Mode", "mine:Rules:0:Find", "mine:Rules:1:In", "mine:Rules:1:Then"])
            Assert.Contains($"{key}: ", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error()
    {
        Ended check = await SluiceProcess.RunAsync("policy", "check", "--config", "no-such-file.json");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("no-such-file.json", check.Error, StringComparison.Ordinal);
    }

    /// <summary>The first column of the tables, its wrapped lines joined.</summary>
    private static string Rules(Ended check) =>
        string.Join(' ', check.Output.Split('\n').Where(l => l.StartsWith('│')).Select(l => l.Split('│')[1].Trim()).Where(c => c.Length > 0));
}
