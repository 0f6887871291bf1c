using System.Text.Json;
using Sluice.Gateway;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;

namespace Sluice.Cli.Tests.Commands;

public sealed class KeyCommandTests : IDisposable
{
    private readonly ConfigFile _config;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-key-");

    public KeyCommandTests() => _config = new ConfigFile($$"""
        {
          "Kestrel": { "Endpoints": { "Proxy": { "Url": "http://127.0.0.1:0" }, "Admin": { "Url": "http://127.0.0.1:0" } } },
          "Sluice": {
            "Store": "Data Source={{_directory.FullName}}/sluice.db",
            "Audit": { "Path": "{{_directory.FullName}}/audit" },
            "Keys": { "Declared": { "fixed": { "Hash": "{{new string('a', 64)}}", "Permissions": "Interactions:Read" } } },
          },
        }
        """);

    public void Dispose()
    {
        _config.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_first_credential_is_made_with_every_permission_and_its_secret_is_shown_once()
    {
        Ended made = await KeyAsync("create", "--admin");

        Assert.Equal(0, made.ExitCode);
        string secret = made.Output.Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith(KeySecret.Prefix, StringComparison.Ordinal) && KeySecret.IsWellFormed(l));
        Assert.Contains("the key file", made.Error, StringComparison.Ordinal);

        JsonElement shown = JsonOf(await KeyAsync("show", "admin", "--json"));
        Assert.Equal(33, shown.GetProperty("permissions").GetArrayLength());
        Assert.Equal("Admin", shown.GetProperty("role").GetString());
        Assert.False(shown.TryGetProperty("secret", out _));
        Ended listed = await KeyAsync("list");
        Assert.Contains("admin", listed.Output, StringComparison.Ordinal);
        Assert.Contains("declared", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed.Output + listed.Error, StringComparison.Ordinal);
        string audit = string.Concat(Directory.GetFiles(Path.Combine(_directory.FullName, "audit"), "*.jsonl").Select(File.ReadAllText));
        Assert.Contains("key.create", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_to_a_key_a_running_gate_follows()
    {
        var sources = new ConfigurationSources { Files = [_config.Path] };
        await using GatewayHost gate = await GatewayHost.StartAsync(new GatewayHostOptions { Sources = sources, WarmUp = false, Watch = false, TelemetryVariable = _ => null }, TestContext.Current.CancellationToken);

        JsonElement made = JsonOf(await KeyAsync("create", "ci", "--permission", "Interactions:Read", "--model", "gpt-*", "--source", "10.0.0.0/8", "--workload", "ci", "--expires", "90d", "--json"));
        string secret = made.GetProperty("secret").GetString()!, id = made.GetProperty("id").GetString()!;
        Assert.True(KeySecret.IsWellFormed(secret));
        await Until(() => Known(gate, secret)?.Scope.Models is ["gpt-*"]);

        JsonElement rotated = JsonOf(await KeyAsync("rotate", "ci", "--overlap", "0", "--json"));
        await Until(() => Known(gate, secret) is null);
        string next = rotated.GetProperty("secret").GetString()!;
        Assert.Equal(id, Known(gate, next)?.KeyId);

        Assert.Equal("revoked", JsonOf(await KeyAsync("revoke", id, "--reason", "leaked", "--json")).GetProperty("status").GetString());
        await Until(() => Known(gate, next) is null);
        Assert.Equal(0, (await KeyAsync("restore", "ci")).ExitCode);
        await Until(() => Known(gate, next) is not null);
        Assert.Equal(0, (await KeyAsync("delete", "ci")).ExitCode);
        await Until(() => Known(gate, next) is null);
    }

    [Fact]
    public async Task What_is_not_right_is_said_and_nothing_is_made()
    {
        (string Problem, string[] Arguments)[] wrong =
        [
            ("permissions is empty", ["create", "x"]),
            ("name is missing", ["create", "--permission", "*"]),
            ("\"Everything:Read\" is no permission", ["create", "x", "--permission", "Everything:Read"]),
            ("\"soon\" is neither a duration", ["create", "x", "--permission", "*", "--expires", "soon"]),
            ("not found", ["create", "x", "--permission", "*", "--project", "nowhere"]),
            ("not found", ["show", "nobody"]),
            ("declared in the configuration", ["revoke", "config:fixed"]),
        ];
        foreach ((string problem, string[] arguments) in wrong)
        {
            Ended ended = await KeyAsync(arguments);
            Assert.Equal(1, ended.ExitCode);
            Assert.Contains(problem, ended.Error, StringComparison.Ordinal);
        }

        Assert.Equal("fixed", Assert.Single(JsonOf(await KeyAsync("list", "--history", "--json")).EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_an_error_of_the_configuration()
    {
        using var config = new ConfigFile("""{ "Kestrel": { "Endpoints": { "Proxy": { "Url": "http://127.0.0.1:0" } } }, "Sluice": { "Store": "Host=/nowhere/at-all;Password=hunter-two", "MasterKey": "too short" } }""");

        Ended ended = await SluiceProcess.RunAsync("key", "list", "--config", config.Path);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("Sluice:MasterKey: ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-two", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_elsewhere_in_the_configuration_keep_nobody_from_a_key()
    {
        using var broken = new ConfigFile("""{ "Sluice": { "Providers": { "openai": { "Key": "env:SLUICE_TEST_NOT_SET" } }, "Policies": { "default": { "Mode": "Sometimes" } } } }""");

        Ended ended = await KeyAsync("list", "--config", broken.Path);

        Assert.True(ended.ExitCode == 0, ended.Error);
    }

    [Fact]
    public async Task A_generated_secret_fits_its_hash()
    {
        JsonElement generated = JsonOf(await SluiceProcess.RunAsync("key", "generate", "--json"));

        Assert.Equal(generated.GetProperty("hash").GetString(), Convert.ToHexStringLower(KeyHasher.DigestOf(generated.GetProperty("secret").GetString()!)));
    }

    private static Caller? Known(GatewayHost gate, string secret) => gate.Keys.Find(secret);

    /// <summary>The gate looks at the store twice a second.</summary>
    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    private static JsonElement JsonOf(Ended ended)
    {
        Assert.True(ended.ExitCode == 0, ended.Error);
        return JsonDocument.Parse(ended.Output).RootElement;
    }

    private Task<Ended> KeyAsync(params string[] arguments) => SluiceProcess.RunAsync(["key", .. arguments, "--config", _config.Path]);
}
