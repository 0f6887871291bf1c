using System.Text.Json;
using Sluice.Gateway.Management;
using Sluice.Gateway.Tests.Management;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Z5: what belongs to another tenant, or outside the project that a key is bound to, is missing in the same words as what never was.</summary>
public sealed class Z5_ObjectLevelTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    [Fact]
    public async Task Z5_Another_tenants_objects_are_as_missing_as_any_on_every_endpoint_that_names_one()
    {
        string tenant = stage.Name("tenant");
        await stage.TenantAsync(tenant);
        string stranger = (await stage.KeyAsync(PermissionSet.All, tenant)).Secret;
        Dictionary<string, string> theirs = await ObjectsAsync(stage.Root);
        int asked = 0;
        foreach (ManagementEndpoint endpoint in stage.Table.Endpoints)
        {
            foreach (string path in endpoint.Paths.Where(p => p.Contains('{', StringComparison.Ordinal)))
            {
                string named = Named(path, endpoint.Id, theirs), missing = Named(path, endpoint.Id, null);
                Assert.NotEqual(named, missing);
                string? body = BodyFor(endpoint.Id);
                Heard other = await stage.SendAsync(endpoint.Method, named, stranger, body);
                Heard none = await stage.SendAsync(endpoint.Method, missing, stranger, body);
                Assert.Equal((404, none.Text), (other.Status, other.Text));
                Assert.Equal(404, none.Status);
                asked++;
            }
        }

        foreach (string query in (string[])["customerapp?app_name={0}", "customerapp?customer_app_id={0}"])
        {
            string method = query.Contains("_id", StringComparison.Ordinal) ? "PUT" : "GET";
            string? body = method == "PUT" ? """{"app_name":"mine","cloud_provider":"","environment":""}""" : null;
            string key = method == "PUT" ? "app_id" : "app";
            Heard other = await stage.SendAsync(method, "/v1/mgmt/" + string.Format(query, theirs[key]), stranger, body);
            Heard none = await stage.SendAsync(method, "/v1/mgmt/" + string.Format(query, "nothing"), stranger, body);
            Assert.Equal((404, none.Text), (other.Status, other.Text));
        }

        Assert.InRange(asked, 15, int.MaxValue);
        foreach (string list in (string[])["/v1/sluice/projects", "/v1/sluice/users", "/v1/mgmt/customerapps", "/v1/mgmt/deploymentprofiles"])
            Assert.Empty((await stage.DoneAsync("GET", list, stranger)).EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value.EnumerateArray());
        Assert.Single((await stage.DoneAsync("GET", "/v1/sluice/keys", stranger)).GetProperty("keys").EnumerateArray());
        Assert.Equal("active", (await stage.DoneAsync("GET", "/v1/sluice/keys/" + theirs["key"], stage.Root)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Z5_A_key_that_is_bound_to_a_project_sees_that_project_alone()
    {
        string project = (await stage.DoneAsync("POST", "/v1/sluice/projects", stage.Root, $$"""{"name":"{{stage.Name()}}"}""")).GetProperty("id").GetString()!;
        Dictionary<string, string> others = await ObjectsAsync(stage.Root);
        string bound = (await stage.KeyAsync(PermissionSet.All, change: s => s with { Project = project })).Secret;
        foreach (string path in (string[])["/v1/sluice/keys/" + others["key"], "/v1/sluice/projects/" + others["project"]])
            Assert.Equal(404, (await stage.SendAsync("GET", path, bound)).Status);
        Assert.Equal(404, (await stage.SendAsync("POST", $"/v1/sluice/keys/{others["key"]}/revoke", bound)).Status);
        Assert.Equal(404, (await stage.SendAsync("DELETE", "/v1/mgmt/apikey/delete/" + others["key_name"], bound)).Status);
        Assert.Equal(project, Assert.Single((await stage.DoneAsync("GET", "/v1/sluice/projects", bound)).GetProperty("projects").EnumerateArray()).GetProperty("id").GetString());
        Assert.Single((await stage.DoneAsync("GET", "/v1/sluice/keys", bound)).GetProperty("keys").EnumerateArray());
        Assert.Equal(403, (await stage.SendAsync("POST", "/v1/sluice/projects", bound, """{"name":"another"}""")).Status);
        Assert.Equal(403, (await stage.SendAsync("PUT", "/v1/sluice/tenant/limits", bound, """{"limits":[]}""")).Status);
        Assert.Equal(project, (await stage.DoneAsync("POST", "/v1/sluice/keys", bound, $$"""{"name":"{{stage.Name()}}","permissions":["Projects:Read"]}""")).GetProperty("project").GetString());
        Assert.Equal(403, (await stage.SendAsync("POST", "/v1/sluice/keys", bound, $$"""{"name":"{{stage.Name()}}","permissions":["Projects:Read"],"project":"{{others["project"]}}"}""")).Status);
    }

    /// <summary>One of each kind.</summary>
    private async Task<Dictionary<string, string>> ObjectsAsync(string secret)
    {
        string name = stage.Name("airs");
        JsonElement key = await stage.DoneAsync(
            "POST",
            "/v1/mgmt/apikey",
            secret,
            $$"""{"auth_code":"{{name}}-code","revoked":false,"cust_app":"{{name}}-app","created_by":"x","api_key_name":"{{name}}","rotation_time_interval":1,"rotation_time_unit":"months"}""");
        JsonElement project = await stage.DoneAsync("POST", "/v1/sluice/projects", secret, $$"""{"name":"{{name}}"}""");
        JsonElement user = await stage.DoneAsync("POST", "/v1/sluice/users", secret, $$"""{"name":"{{name}}@example.com","role":"Viewer"}""");
        JsonElement deployment = await stage.DoneAsync("POST", "/v1/sluice/deployments", secret, $$"""{"name":"{{name}}-free","auth_code":"{{name}}-free"}""");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key"] = key.GetProperty("api_key_id").GetString()!,
            ["key_name"] = name,
            ["app"] = name + "-app",
            ["app_id"] = key.GetProperty("customer_appId").GetString()!,
            ["project"] = project.GetProperty("id").GetString()!,
            ["user"] = user.GetProperty("id").GetString()!,
            ["deployment"] = deployment.GetProperty("id").GetString()!,
        };
    }

    private static string Named(string path, string endpoint, Dictionary<string, string>? objects)
    {
        string kind = path.Contains("/projects/", StringComparison.Ordinal) ? "project" : path.Contains("/users/", StringComparison.Ordinal) ? "user" : endpoint == "deleteDeployment" ? "deployment" : "key";
        return path.Replace("{id}", objects?[kind] ?? "nothing", StringComparison.Ordinal)
            .Replace("{api_key_id}", objects?["key"] ?? "nothing", StringComparison.Ordinal)
            .Replace("{api_key_name}", objects?["key_name"] ?? "nothing", StringComparison.Ordinal)
            .Replace("{tsg_id}", objects is null ? "nobody" : Caller.DefaultTenant, StringComparison.Ordinal);
    }

    private static string? BodyFor(string endpoint) => endpoint switch
    {
        "airsRegenerateApiKey" or "airsAutorotateApiKey" => """{"rotation_time_interval":1,"rotation_time_unit":"days"}""",
        "changeKey" or "changeProject" or "changeUser" or "rotateKey" or "revokeKey" => "{}",
        "setKeyLimits" or "setProjectLimits" => """{"limits":[]}""",
        _ => null,
    };
}
