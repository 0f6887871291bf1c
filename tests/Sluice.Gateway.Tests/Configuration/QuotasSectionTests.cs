using System.Text.Json.Nodes;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Limits;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Tests.Configuration;

public sealed class QuotasSectionTests
{
    [Fact]
    public void Quotas_prices_and_counting_become_rules()
    {
        (SluiceOptions options, List<ConfigurationError> errors) = Read("""
            {
              "Redis": "localhost:6379",
              "Quotas": {
                "burst": { "Max": 60 },
                "money": { "Per": "tenant", "Count": "spend", "Max": "12.5", "Window": "30d", "Model": "gpt-*", "OnOutage": "closed", "Cut": true }
              },
              "Prices": { "gpt-*": { "Input": 2.5, "CachedInput": 1.25, "Output": 10 }, "*": { "Input": 1, "Output": 2 } },
              "Counting": { "Nodes": 3, "CachedInputWeight": 0.25, "AssumedOutputTokens": 100 }
            }
            """);
        Assert.Empty(errors);
        LimitRules rules = QuotasSection.Rules(options);
        Assert.Equal(
            [
                new LimitSpec("burst") { Max = 60 },
                new LimitSpec("money") { Per = LimitPer.Tenant, Count = LimitUnit.Spend, Max = 12.5m, Window = TimeSpan.FromDays(30), Model = "gpt-*", OnOutage = OutageMode.Closed, Cut = true },
            ],
            rules.Quotas);
        Assert.Equal([new TokenPrice("gpt-*") { Input = 2.5m, CachedInput = 1.25m, Output = 10 }, new TokenPrice("*") { Input = 1, CachedInput = 1, Output = 2 }], rules.Prices);
        Assert.Equal((3, 0.25m, 100), (rules.Nodes, rules.CachedInputWeight, rules.AssumedOutputTokens));
    }

    [Fact]
    public void Every_error_is_told_at_once_and_none_quotes_the_connection()
    {
        (_, List<ConfigurationError> errors) = Read("""
            {
              "Redis": "password=canary",
              "Quotas": {
                "a": { "Per": "Planet" },
                "b": { "Max": 1.5, "Window": "32d" },
                "c": { "Max": -1, "Count": "Concurrent", "Window": "1m" },
                "d": { "Max": 1, "Count": "Spend", "Widow": "1m" }
              },
              "Counting": { "CachedInputWeight": 2, "Nodes": 0 }
            }
            """);
        string[] keys =
        [
            "Counting:CachedInputWeight", "Counting:Nodes", "Quotas:a:Max", "Quotas:a:Per", "Quotas:b:Max", "Quotas:b:Window", "Quotas:c:Max", "Quotas:c:Window", "Quotas:d:Count",
            "Quotas:d:Widow", "Redis",
        ];
        Assert.Equal(keys.Select(k => "Sluice:" + k), errors.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(errors, e => e.Message.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("90m", 5_400)]
    [InlineData("31d", 2_678_400)]
    [InlineData("0s", null)]
    [InlineData("32d", null)]
    [InlineData("999999999d", null)]
    [InlineData("1w", null)]
    [InlineData("m", null)]
    [InlineData("-1m", null)]
    public void Windows_are_a_number_and_a_unit(string text, int? seconds)
    {
        bool read = QuotasSection.TryWindow(text, out TimeSpan window);
        Assert.Equal(seconds, read ? (int)window.TotalSeconds : null);
    }

    private static (SluiceOptions Options, List<ConfigurationError> Errors) Read(string section)
    {
        var errors = new List<ConfigurationError>();
        return (SluiceSection.Read(JsonNode.Parse(section)!.AsObject(), errors), errors);
    }
}
