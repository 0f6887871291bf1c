using System.Text.Json;
using Sluice.Gateway.Management;
using Sluice.Gateway.Tests.Management;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Z6: what a caller may not decide is ignored (AIRS) or refused with 422 (ours); no read holds what opens anything.</summary>
public sealed class Z6_PropertyLevelTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    private const string Forbidden =
        """ "id":"mine","tenant":"other","tenant_id":"other","tsg_id":"other","role":"Admin","permissions":["Users:Delete"],"created_by":"mallory","updated_by":"mallory","status":"completed","secret":"slk_mine","api_key":"slk_mine","api_key_id":"mine","hash":"00","customer_appId":"mine" """;

    [Theory]
    [InlineData("tenant_id")]
    [InlineData("tenant")]
    [InlineData("created_by")]
    [InlineData("id")]
    [InlineData("status")]
    [InlineData("secret")]
    [InlineData("hash")]
    [InlineData("declared")]
    public async Task Z6_Our_own_endpoints_refuse_members_that_are_not_the_callers_to_set(string member)
    {
        string key = (await stage.KeyAsync(PermissionSet.All)).Key.Id;
        foreach ((string method, string path, string rest) in new[]
        {
            ("POST", "/v1/sluice/keys", """ "name":"k","permissions":["Projects:Read"], """),
            ("PATCH", "/v1/sluice/keys/" + key, ""),
            ("POST", "/v1/sluice/projects", """ "name":"p", """),
            ("POST", "/v1/sluice/users", """ "name":"u@example.com","role":"Viewer", """),
        })
        {
            Heard heard = await stage.SendAsync(method, path, stage.Root, $$"""{ {{rest}} "{{member}}":"mine"}""");
            Assert.Equal((422, $"{member} is not known here"), (heard.Status, heard.Error));
        }
    }

    [Fact]
    public async Task Z6_AIRS_endpoints_ignore_them()
    {
        string name = stage.Name("airs");
        JsonElement key = await stage.DoneAsync(
            "POST",
            "/v1/mgmt/apikey",
            stage.Root,
            $$"""{"auth_code":"{{name}}","revoked":false,"cust_app":"{{name}}","api_key_name":"{{name}}","rotation_time_interval":1,"rotation_time_unit":"months",{{Forbidden}}}""");
        Assert.Equal("default", key.GetProperty("tsg_id").GetString());
        Assert.NotEqual("mine", key.GetProperty("api_key_id").GetString());
        Assert.StartsWith("slk_", key.GetProperty("api_key").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("slk_mine", key.GetProperty("api_key").GetString());
        Assert.DoesNotContain("mallory", key.GetRawText(), StringComparison.Ordinal);
        JsonElement own = await stage.DoneAsync("GET", "/v1/sluice/keys/" + key.GetProperty("api_key_id").GetString(), stage.Root);
        Assert.Equal(["Interactions:Read", "Interactions:Write", "Policies:Read", "Projects:Read"], own.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        Assert.False(own.TryGetProperty("role", out _));

        JsonElement app = await stage.DoneAsync(
            "PUT",
            "/v1/mgmt/customerapp?customer_app_id=" + key.GetProperty("customer_appId").GetString(),
            stage.Root,
            $$"""{"app_name":"{{name}}","cloud_provider":"","environment":"",{{Forbidden}}}""");
        Assert.Equal(("default", key.GetProperty("customer_appId").GetString()), (app.GetProperty("tsg_id").GetString(), app.GetProperty("customer_appId").GetString()));
        Assert.DoesNotContain("mallory", app.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Z6_No_read_holds_a_secret_or_its_hash()
    {
        IssuedKey key = await stage.KeyAsync(PermissionSet.All);
        string hash = ((KeyHasher)stage.Gate.Host.Services.GetService(typeof(KeyHasher))!).HashText(key.Secret);
        foreach (ManagementEndpoint endpoint in stage.Table.Endpoints.Where(e => e.Method == "GET"))
        {
            foreach (string path in endpoint.Paths)
            {
                string named = path.Replace("{id}", key.Key.Id, StringComparison.Ordinal).Replace("{tsg_id}", "default", StringComparison.Ordinal);
                Heard heard = await stage.SendAsync("GET", named, key.Secret);
                Assert.DoesNotContain(key.Secret[..20], heard.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(hash, heard.Text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
