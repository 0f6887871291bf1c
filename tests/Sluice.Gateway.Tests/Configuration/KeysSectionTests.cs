using Sluice.Governance.Identity;
using Sluice.Inspection.Policies;
using Sluice.Gateway.Configuration;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Configuration;

public sealed class KeysSectionTests
{
    [Fact]
    public async Task Declared_keys_follow_the_configuration()
    {
        string first = KeySecret.Create(), second = KeySecret.Create();
        await using GatewayFixture gate = await GatewayFixture.StartAsync(Config($$"""
            "one": { "Secret": "{{first}}", "Permissions": ["Interactions:Read"], "Models": "gpt-*", "Sources": "10.0.0.0/8", "Workload": "ci", "ExpiresAt": "2099-01-01T00:00:00Z" }
            """));
        Caller caller = gate.Host.Keys.Find(first)!;
        Assert.Equal(("config:one", "one", "default"), (caller.KeyId, caller.KeyName, caller.Tenant));
        Assert.Equal(["gpt-*"], caller.Scope.Models);
        Assert.Equal(2099, caller.ExpiresAt!.Value.Year);

        string hash = Convert.ToHexString(KeyHasher.DigestOf(second));
        await File.WriteAllTextAsync(gate.ConfigFile, Config($$"""
            "two": { "Hash": "{{hash}}", "Permissions": "*", "Tenant": "acme" }
            """), TestContext.Current.CancellationToken);
        await gate.Host.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.True(caller.Revoked.IsCancellationRequested);
        Assert.Null(gate.Host.Keys.Find(first));
        Assert.Equal(PermissionSet.All, gate.Host.Keys.Find(second)!.Permissions);
        Assert.DoesNotContain(first, gate.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Permissions": "*" }""", "Secret", "give one of them")]
    [InlineData("""{ "Hash": "abc", "Permissions": "*" }""", "Hash", "is not the SHA-256")]
    [InlineData("""{ "Secret": "hunter-two", "Permissions": "*" }""", "Secret", "is no secret of the gate's form")]
    [InlineData("""{ "Secret": "env:SLUICE_TEST_NOBODY_SETS_THIS", "Permissions": "*" }""", "Secret", "not set")]
    [InlineData("""{ "Hash": "HASH" }""", "Permissions", "is empty")]
    [InlineData("""{ "Hash": "HASH", "Permissions": "Everything:Read" }""", "Permissions", "is no permission")]
    [InlineData("""{ "Hash": "HASH", "Permissions": "*", "ExpiresAt": "soon" }""", "ExpiresAt", "is no time")]
    [InlineData("""{ "Hash": "HASH", "Permissions": "*", "Workload": "fun" }""", "Workload", "is none of")]
    [InlineData("""{ "Hash": "HASH", "Permissions": "*", "Sources": "everywhere" }""", "Sources", "is not a network")]
    [InlineData("""{ "Hash": "HASH", "Permissions": "*", "Modles": "x" }""", "Modles", "is not known")]
    public async Task What_is_not_right_about_a_declared_key_is_told_by_its_key(string key, string field, string problem)
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => GatewayFixture.StartAsync(Config($"\"one\": {key.Replace("HASH", new string('a', 64), StringComparison.Ordinal)}")));

        ConfigurationError error = Assert.Single(refused.Errors);
        Assert.Equal($"Sluice:Keys:Declared:one:{field}", error.Key, ignoreCase: true);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-two", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Store\": \"Colour=blue\"", "Sluice:Store", "is no connection string")]
    [InlineData("\"Store\": \"Host=localhost\"", "Sluice:MasterKey", "is missing")]
    [InlineData("\"MasterKey\": \"hunter-two\"", "Sluice:MasterKey", "has fewer than 32 bytes")]
    [InlineData("\"Store\": \"Data Source=/proc/nowhere/sluice.db\"", "Sluice:Store", "cannot be made")]
    public async Task A_store_that_cannot_be_opened_stops_the_start_and_says_why(string section, string key, string problem)
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() =>
            GatewayFixture.StartAsync($$"""{ "Sluice": { {{section}} } }""", o => o with { Sources = o.Sources with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) } }));

        ConfigurationError error = Assert.Single(refused.Errors);
        Assert.Equal(key, error.Key);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-two", refused.ToString(), StringComparison.Ordinal);
    }

    private static string Config(string declared) => $$"""{ "Sluice": { "Keys": { "Declared": { {{declared}} } } } }""";
}
