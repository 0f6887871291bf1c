using System.Text.Json;
using Sluice.Gateway.Management.Airs;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Management;

/// <summary>The AIRS endpoints, member by member against the published specification.</summary>
public sealed class AirsShapeTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    private static readonly string[] ApiKey =
    [
        "api_key_id", "api_key_last8", "auth_code", "expiration", "revoked", "api_key_name", "csp_id", "tsg_id", "revoke_reason", "cust_app", "cust_env", "cust_ai_agent_framework",
        "cust_cloud_provider", "created_by", "updated_by", "last_modified_ts", "rotation_time_interval", "rotation_time_unit", "dp_name", "status", "api_key", "lic_expiration",
        "avg_text_records", "creation_ts", "customer_appId",
    ];

    private static readonly string[] App =
        ["app_name", "cloud_provider", "environment", "customer_appId", "tsg_id", "model_name", "status", "created_by", "updated_by", "ai_agent_framework"];

    [Theory]
    [InlineData("")]
    [InlineData("/aisec")]
    public async Task A_keys_life(string at)
    {
        string name = stage.Name("airs");
        JsonElement made = await CreateAsync(name, at);
        AssertShape(AirsShapes.ApiKey, made, ApiKey);
        string secret = made.GetProperty("api_key").GetString()!, id = made.GetProperty("api_key_id").GetString()!;
        Assert.True(KeySecret.IsWellFormed(secret));
        Assert.Equal(secret[^8..], made.GetProperty("api_key_last8").GetString());
        Assert.Equal((name, name + "-app", name + "-code", name + "-dp"), (Text(made, "api_key_name"), Text(made, "cust_app"), Text(made, "auth_code"), Text(made, "dp_name")));
        Assert.Equal(("prod", "aws", "langchain"), (Text(made, "cust_env"), Text(made, "cust_cloud_provider"), Text(made, "cust_ai_agent_framework")));
        Assert.Equal((3, "months", false, "active"), (made.GetProperty("rotation_time_interval").GetInt32(), Text(made, "rotation_time_unit"), made.GetProperty("revoked").GetBoolean(), Text(made, "status")));
        Assert.InRange(made.GetProperty("expiration").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddDays(88), TimeProvider.System.GetUtcNow().AddDays(93));
        Assert.Equal(200, (await stage.SendAsync("GET", "/v1/sluice/whoami", secret)).Status);

        Assert.Equal(409, (await stage.SendAsync("POST", at + "/v1/mgmt/apikey", stage.Root, Creation(name))).Status);

        JsonElement again = await stage.DoneAsync("POST", $"{at}/v1/mgmt/apikey/regenerate/{id}", stage.Root, """{"rotation_time_interval":2,"rotation_time_unit":"years","updated_by":"x"}""");
        AssertShape(AirsShapes.ApiKey, again, ApiKey);
        Assert.Equal(401, (await stage.SendAsync("GET", "/v1/sluice/whoami", secret)).Status);
        JsonElement rotated = await stage.DoneAsync("POST", $"{at}/v1/mgmt/apikey/autorotate/{id}", stage.Root, """{"rotation_time_interval":2,"rotation_time_unit":"days"}""");
        Assert.Equal(200, (await stage.SendAsync("GET", "/v1/sluice/whoami", Text(again, "api_key"))).Status);
        Assert.Equal(200, (await stage.SendAsync("GET", "/v1/sluice/whoami", Text(rotated, "api_key"))).Status);

        JsonElement deleted = await stage.DoneAsync("DELETE", $"{at}/v1/mgmt/apikey/delete/{name}?updated_by=x", stage.Root);
        Assert.Equal($$"""{"message":"successfully deleted {{name}}"}""", deleted.GetRawText());
        Assert.Equal(401, (await stage.SendAsync("GET", "/v1/sluice/whoami", Text(rotated, "api_key"))).Status);
        Assert.Equal(404, (await stage.SendAsync("GET", $"{at}/v1/mgmt/customerapp?app_name={name}-app", stage.Root)).Status);
        Assert.Equal(404, (await stage.SendAsync("DELETE", $"{at}/v1/mgmt/apikey/delete/{name}?updated_by=x", stage.Root)).Status);
    }

    [Fact]
    public async Task Lists_say_where_they_go_on_only_where_they_do()
    {
        string tenant = stage.Name("tenant");
        await stage.TenantAsync(tenant);
        string root = (await stage.KeyAsync(PermissionSet.All, tenant)).Secret;
        for (int i = 0; i < 4; i++)
            await stage.DoneAsync("POST", "/v1/mgmt/apikey", root, Creation(stage.Name("airs")));
        foreach (string list in (string[])["/v1/mgmt/apikeys", "/aisec/v1/mgmt/apikeys/tsg/" + tenant])
        {
            JsonElement first = await stage.DoneAsync("GET", list + "?offset=0&limit=3", root);
            Assert.Equal((3, 3), (first.GetProperty("api_keys").GetArrayLength(), first.GetProperty("next_offset").GetInt32()));
            JsonElement second = await stage.DoneAsync("GET", list + "?offset=3&limit=3", root);
            Assert.Equal((2, false), (second.GetProperty("api_keys").GetArrayLength(), second.TryGetProperty("next_offset", out _)));
            Assert.Equal("{\"api_keys\":[]}", (await stage.DoneAsync("GET", list + "?offset=99", root)).GetRawText());
            Assert.All(first.GetProperty("api_keys").EnumerateArray(), k => AssertShape(AirsShapes.ApiKey, k, ApiKey));
            Assert.All(first.GetProperty("api_keys").EnumerateArray(), k => Assert.False(k.TryGetProperty("api_key", out _)));
        }

        foreach (string list in (string[])["/v1/mgmt/customerapps", "/v1/mgmt/customerapp/tsg/" + tenant])
        {
            JsonElement apps = await stage.DoneAsync("GET", list + "?limit=3", root);
            Assert.Equal((3, 3), (apps.GetProperty("customer_apps").GetArrayLength(), apps.GetProperty("next_offset").GetInt32()));
            foreach (JsonElement app in apps.GetProperty("customer_apps").EnumerateArray())
            {
                AssertShape(AirsShapes.CustomerApp, app, [.. App, "api_keys_dp_info"]);
                JsonElement key = Assert.Single(app.GetProperty("api_keys_dp_info").EnumerateArray());
                AssertShape(AirsShapes.KeyOfApp, key, ["api_key_name", "dp_name", "auth_code"]);
            }
        }

        foreach (string query in (string[])["offset=-1", "limit=0", "limit=1001", "limit=x", "offset=99999999999"])
            Assert.Equal(400, (await stage.SendAsync("GET", "/v1/mgmt/apikeys?" + query, root)).Status);
    }

    [Fact]
    public async Task A_customer_app_is_found_changed_and_deleted()
    {
        string name = stage.Name("airs");
        JsonElement key = await CreateAsync(name, "");
        JsonElement app = await stage.DoneAsync("GET", $"/v1/mgmt/customerapp?app_name={name}-app", stage.Root);
        AssertShape(AirsShapes.CustomerApp, app, App);
        string id = Text(app, "customer_appId");
        Assert.Equal(Text(key, "customer_appId"), id);
        JsonElement changed = await stage.DoneAsync(
            "PUT", "/v1/mgmt/customerapp?customer_app_id=" + id, stage.Root, $$"""{"app_name":"{{name}}-new","cloud_provider":"gcp","environment":"dev","model_name":"m","status":"pending","unknown":[1]}""");
        AssertShape(AirsShapes.CustomerApp, changed, App);
        Assert.Equal((name + "-new", "gcp", "dev", "m", "pending"), (Text(changed, "app_name"), Text(changed, "cloud_provider"), Text(changed, "environment"), Text(changed, "model_name"), Text(changed, "status")));
        Heard used = await stage.SendAsync("DELETE", $"/v1/mgmt/customerapp?app_name={name}-new&updated_by=x", stage.Root);
        Assert.Equal((409, 409), (used.Status, used.Json.GetProperty("status_code").GetInt32()));
        await stage.DoneAsync("DELETE", $"/v1/sluice/keys/{Text(key, "api_key_id")}", stage.Root);
        AssertShape(AirsShapes.CustomerApp, await stage.DoneAsync("DELETE", $"/v1/mgmt/customerapp?app_name={name}-new&updated_by=x", stage.Root), App);
        Assert.Equal(400, (await stage.SendAsync("GET", "/v1/mgmt/customerapp", stage.Root)).Status);
    }

    [Fact]
    public async Task Deployment_profiles_are_listed()
    {
        string name = stage.Name("dp");
        await stage.DoneAsync("POST", "/v1/sluice/deployments", stage.Root, $$"""{"name":"{{name}}","auth_code":"{{name}}-code","status":"unactivated","expires_at":"2030-01-01T00:00:00Z"}""");
        JsonElement list = await stage.DoneAsync("GET", "/v1/mgmt/deploymentprofiles?unactivated=true", stage.Root);
        Assert.Equal("success", Text(list, "status"));
        JsonElement profile = Assert.Single(list.GetProperty("deployment_profiles").EnumerateArray(), p => Text(p, "dp_name") == name);
        Assert.Equal((name + "-code", "default", "unactivated", "2030-01-01T00:00:00.000Z"), (Text(profile, "auth_code"), Text(profile, "tsg_id"), Text(profile, "status"), Text(profile, "expiration_date")));
    }

    [Fact]
    public async Task A_scan_token_is_minted_for_a_key_and_its_app_and_invalidated()
    {
        string name = stage.Name("airs");
        JsonElement key = await CreateAsync(name, "");
        string pair = $$"""{"client_id":"{{Text(key, "api_key_id")}}","customer_app":"{{name}}-app"}""";
        JsonElement minted = await stage.DoneAsync("POST", "/aisec/v1/mgmt/oauth/client_credential/accesstoken?tokenTtlInterval=10&tokenTtlUnit=minutes", stage.Root, pair);
        AssertShape(AirsShapes.Token, minted, ["token_type", "issued_at", "client_id", "access_token", "expires_in", "status"]);
        Assert.Equal(("Bearer", "600", "approved"), (Text(minted, "token_type"), Text(minted, "expires_in"), Text(minted, "status")));
        Assert.InRange(long.Parse(Text(await stage.DoneAsync("POST", "/v1/mgmt/oauth/client_credential/accesstoken", stage.Root, pair), "expires_in")), 60, 3600);
        JsonElement who = await stage.DoneAsync("GET", "/v1/sluice/whoami", Text(minted, "access_token"));
        Assert.Equal(("Token", Text(key, "api_key_id")), (Text(who, "kind"), Text(who, "key_id")));

        string other = (await stage.KeyAsync(PermissionSet.All)).Key.Id;
        string path = "/v1/mgmt/oauth/client_credential/accesstoken";
        Assert.Equal(404, (await stage.SendAsync("POST", path, stage.Root, $$"""{"client_id":"{{other}}","customer_app":"{{name}}-app"}""")).Status);
        Assert.Equal(404, (await stage.SendAsync("POST", path, stage.Root, $$"""{"client_id":"nobody","customer_app":"{{name}}-app"}""")).Status);
        Assert.Equal(400, (await stage.SendAsync("POST", path + "?tokenTtlInterval=1&tokenTtlUnit=fortnights", stage.Root, pair)).Status);
        string weak = (await stage.KeyAsync(PermissionSet.Of(new Permission(PermissionCategory.ApiKeys, PermissionVerb.Write)))).Secret;
        Assert.Equal(403, (await stage.SendAsync("POST", path, weak, pair)).Status);

        string invalidate = "/v1/mgmt/oauth/invalidateToken?token=" + Text(minted, "access_token");
        Assert.Equal(JsonValueKind.String, (await stage.DoneAsync("POST", invalidate, stage.Root, pair)).ValueKind);
        Assert.Equal(401, (await stage.SendAsync("GET", "/v1/sluice/whoami", Text(minted, "access_token"))).Status);
        Assert.Equal(404, (await stage.SendAsync("POST", invalidate, stage.Root, pair)).Status);
        Assert.Equal(400, (await stage.SendAsync("POST", "/v1/mgmt/oauth/invalidateToken", stage.Root, pair)).Status);
    }

    [Fact]
    public async Task A_token_grants_what_its_key_may_grant_for_as_long_as_the_key_lives()
    {
        string app = stage.Name("airs");
        JsonElement airs = await CreateAsync(app, "");
        string id = Text(airs, "api_key_id");
        await stage.DoneAsync("PATCH", "/v1/sluice/keys/" + id, stage.Root, """{"permissions":["ApiKeys:Write","Interactions:Read"]}""");
        string token = Text(await stage.DoneAsync("POST", "/v1/mgmt/oauth/client_credential/accesstoken", stage.Root, $$"""{"client_id":"{{id}}","customer_app":"{{app}}-app"}"""), "access_token");
        string name = stage.Name("airs");
        JsonElement made = await stage.DoneAsync("POST", "/v1/mgmt/apikey", token, Creation(name).Replace("3,", "1,", StringComparison.Ordinal));
        Assert.Equal(app, Text(made, "created_by"));
    }

    [Theory]
    [InlineData("""{"revoked":true}""")]
    [InlineData("""{"rotation_time_unit":"fortnights"}""")]
    [InlineData("""{"rotation_time_interval":0}""")]
    [InlineData("""{"rotation_time_interval":"3"}""")]
    [InlineData("""{"rotation_time_interval":11,"rotation_time_unit":"years"}""")]
    [InlineData("""{"api_key_name":null}""")]
    [InlineData("""{"cust_app":""}""")]
    [InlineData("""{"auth_code":7}""")]
    public async Task What_is_wrong_in_a_creation_is_400_and_makes_nothing(string change)
    {
        string name = stage.Name("airs");
        JsonElement wrong = JsonElement.Parse(change);
        var body = JsonElement.Parse(Creation(name)).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        foreach (JsonProperty member in wrong.EnumerateObject())
            body[member.Name] = member.Value;
        Heard heard = await stage.SendAsync("POST", "/v1/mgmt/apikey", stage.Root, JsonSerializer.Serialize(body));
        Assert.Equal((400, 400), (heard.Status, heard.Json.GetProperty("status_code").GetInt32()));
        Assert.NotEmpty(heard.Error);
        Assert.Equal(404, (await stage.SendAsync("GET", $"/v1/mgmt/customerapp?app_name={name}-app", stage.Root)).Status);
    }

    [Fact]
    public async Task What_a_key_brings_along_goes_where_the_key_cannot_be_made()
    {
        string name = stage.Name("airs");
        await CreateAsync(name, "");
        string body = Creation(name).Replace(name + "-", name + "-2-", StringComparison.Ordinal);
        Assert.Equal(409, (await stage.SendAsync("POST", "/v1/mgmt/apikey", stage.Root, body)).Status);
        Assert.Equal(404, (await stage.SendAsync("GET", $"/v1/mgmt/customerapp?app_name={name}-2-app", stage.Root)).Status);
        Assert.DoesNotContain(name + "-2-", (await stage.DoneAsync("GET", "/v1/mgmt/deploymentprofiles", stage.Root)).GetRawText(), StringComparison.Ordinal);
    }

    private static string Creation(string name) => $$"""
        {"auth_code":"{{name}}-code","revoked":false,"cust_app":"{{name}}-app","created_by":"someone","api_key_name":"{{name}}","rotation_time_interval":3,"rotation_time_unit":"months",
         "dp_name":"{{name}}-dp","cust_env":"prod","cust_cloud_provider":"aws","cust_ai_agent_framework":"langchain"}
        """;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Every member is one of the specification's, none is null, and what is required is there.</summary>
    private static void AssertShape(Shape shape, JsonElement json, string[] published)
    {
        Assert.Null(ShapeCheck.Wrong(shape, json, strict: false));
        foreach (JsonProperty member in json.EnumerateObject())
        {
            Assert.Contains(member.Name, published);
            Assert.NotEqual(JsonValueKind.Null, member.Value.ValueKind);
        }

        Assert.All(shape.Fields, f => Assert.Contains(f.Name, published));
    }

    private Task<JsonElement> CreateAsync(string name, string at) => stage.DoneAsync("POST", at + "/v1/mgmt/apikey", stage.Root, Creation(name));
}
