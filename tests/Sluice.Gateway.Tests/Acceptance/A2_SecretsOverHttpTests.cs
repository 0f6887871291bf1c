using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Gateway.Tests.Management;
using Sluice.Gateway.Tests.Telemetry;
using Sluice.Governance.Identity;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>
/// A2: a secret is told once; after a day's work over HTTP neither the database's files, nor the logs at their most talkative, nor the audit log, nor what a collector gets of spans, metrics and logs,
/// nor an answer's headers hold one.
/// </summary>
public sealed class A2_SecretsOverHttpTests
{
    /// <summary>What the gate presents to its provider.</summary>
    private const string ProviderSecret = "the-provider-secret-that-only-the-provider-sees";

    private static readonly string[] Places = ["Authorization", "x-api-key", "api-key", "x-goog-api-key", "x-pan-token"];

    [Fact]
    public async Task A2_No_secret_lies_anywhere_after_keys_and_tokens_were_made_used_misused_and_ended()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        var stage = new ManagementStage();
        await stage.StartAsync(Config(upstream), o => o with { TelemetryVariable = name => Variable(name, collector) });
        var secrets = new List<string> { stage.Root, ProviderSecret };
        try
        {
            string name = stage.Name("airs");
            string creation = $$"""{"auth_code":"{{name}}","revoked":false,"cust_app":"{{name}}","api_key_name":"{{name}}","rotation_time_interval":1,"rotation_time_unit":"months"}""";
            JsonElement airs = await stage.DoneAsync("POST", "/v1/mgmt/apikey", stage.Root, creation);
            JsonElement own = await stage.DoneAsync("POST", "/v1/sluice/keys", stage.Root, $$"""{"name":"{{stage.Name()}}","permissions":["Projects:Read"]}""");
            string id = own.GetProperty("id").GetString()!;
            string pair = $$"""{"client_id":"{{airs.GetProperty("api_key_id").GetString()}}","customer_app":"{{name}}"}""";
            string token = (await stage.DoneAsync("POST", "/v1/mgmt/oauth/client_credential/accesstoken", stage.Root, pair)).GetProperty("access_token").GetString()!;
            secrets.Add(airs.GetProperty("api_key").GetString()!);
            secrets.Add(own.GetProperty("secret").GetString()!);
            secrets.Add(token);
            string rotated = (await stage.DoneAsync("POST", $"/v1/sluice/keys/{id}/rotate", stage.Root)).GetProperty("secret").GetString()!;
            secrets.Add(rotated);
            foreach (HttpClient listener in (HttpClient[])[stage.Admin, stage.Gate.Client])
                secrets.Add(await MintAsync(listener, id, rotated, stage.Root));
            secrets.Add(KeySecret.Create()); // One that nobody knows.
            foreach (string secret in secrets)
                await UseAsync(stage, secret);
            await stage.DoneAsync("POST", "/v1/mgmt/oauth/invalidateToken?token=" + token, stage.Root, pair);
            await stage.DoneAsync("POST", $"/v1/sluice/keys/{id}/revoke", stage.Root);
            await UseAsync(stage, own.GetProperty("secret").GetString()!);
            Assert.NotEqual(0, upstream.Count); // Some of it was let through, with the provider's key.
            Assert.DoesNotContain(secrets, s => stage.Gate.Logs.Text.Contains(Core(s), StringComparison.Ordinal));
        }
        finally
        {
            await stage.Gate.Host.DisposeAsync();
        }

        string folder = Path.GetDirectoryName(stage.Gate.ConfigFile)!;
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => f != stage.Gate.ConfigFile)];
        Assert.Contains(files, f => f.EndsWith(".db", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".jsonl", StringComparison.Ordinal));
        foreach (string file in files)
        {
            string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Given.Token));
            Assert.DoesNotContain(secrets, s => text.Contains(Core(s), StringComparison.Ordinal));
        }

        Assert.NotEmpty(stage.Gate.AuditLines());
        Assert.Contains(collector.Spans, s => s.Attributes.ContainsKey("sluice.key"));
        Assert.NotEmpty(collector.Points);
        Assert.NotEmpty(collector.Logs);
        string exported = collector.EveryByte;
        Assert.DoesNotContain(secrets, s => exported.Contains(Core(s), StringComparison.Ordinal));
        await stage.DisposeAsync();
    }

    /// <summary>Every route asks for a key of the gate's; what passes unguarded has no place here.</summary>
    private static string Config(RawUpstream upstream)
    {
        string sluice = $$""" "Identity": { "Mode": "Keys" }, "Providers": { "up": { "Key": "{{ProviderSecret}}" } }, """;
        JsonNode config = JsonNode.Parse(Given.Config(upstream.Address, sluice), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!;
        config["ReverseProxy"]!["Routes"]!.AsObject().Remove("plain");
        config["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = "Trace" } };
        return config.ToJsonString();
    }

    private static string? Variable(string name, OtlpCollector collector) => name switch
    {
        "OTEL_EXPORTER_OTLP_ENDPOINT" => collector.Address.ToString(),
        "OTEL_EXPORTER_OTLP_PROTOCOL" => "http/protobuf",
        _ => null,
    };

    /// <summary>A token for a key's secret; before, some for secrets that are not its own.</summary>
    private static async Task<string> MintAsync(HttpClient listener, string id, string secret, string wrong)
    {
        foreach (string tried in (string[])[wrong, secret])
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = tried });
            using HttpResponseMessage answer = await listener.PostAsync("/oauth2/token", form, Given.Token);
            string text = await Given.TextAsync(answer);
            Assert.DoesNotContain(Core(tried), text, StringComparison.Ordinal);
            Assert.Equal(tried == secret, answer.IsSuccessStatusCode);
            if (answer.IsSuccessStatusCode)
                return JsonElement.Parse(text).GetProperty("access_token").GetString()!;
        }

        throw new InvalidOperationException("there was no token");
    }

    /// <summary>Without the characters that may be shown.</summary>
    private static string Core(string secret) => secret[(secret.Length / 4)..^9];

    /// <summary>In every place, on both listeners, and where it does not belong.</summary>
    private static async Task UseAsync(ManagementStage stage, string secret)
    {
        foreach (HttpClient listener in (HttpClient[])[stage.Admin, stage.Gate.Client])
        {
            foreach (string place in Places)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = Given.Json("{}") };
                request.Headers.TryAddWithoutValidation(place, place == "Authorization" ? "Bearer " + secret : secret);
                using HttpResponseMessage response = await listener.SendAsync(request, Given.Token);
                Assert.DoesNotContain(Core(secret), await Given.TextAsync(response), StringComparison.Ordinal);
                Assert.DoesNotContain(Core(secret), response.Headers.ToString() + response.Content.Headers, StringComparison.Ordinal);
            }
        }

        foreach ((string path, string body) in new[]
        {
            ("/v1/sluice/keys/" + secret + "/revoke", "{}"),
            ("/v1/sluice/projects?key=" + secret, $$"""{"name":"{{secret}}","limits":1}"""),
            ("/v1/mgmt/customerapp?app_name=" + secret, secret),
            ("/v1/mgmt/oauth/invalidateToken?token=" + secret, $$"""{"client_id":"{{secret}}","customer_app":"x"}"""),
        })
        {
            Heard heard = await stage.SendAsync("POST", path, stage.Root, body);
            Assert.InRange(heard.Status, 400, 499);
            Assert.DoesNotContain(Core(secret), heard.Text, StringComparison.Ordinal);
        }
    }
}
