using System.Text.Json;
using Sluice.Gateway.Management.Own;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Management;

/// <summary>Our own endpoints: what goes in comes out, what is told has its shape, what is wrong is told.</summary>
public sealed class OwnEndpointTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    [Fact]
    public async Task A_keys_settings_come_back_as_they_were_given()
    {
        string project = Text(await stage.DoneAsync("POST", "/v1/sluice/projects", stage.Root, $$"""{"name":"{{stage.Name()}}","alias":"{{stage.Name("alias")}}"}"""), "id");
        string name = stage.Name();
        string settings = $$"""
            {"name":"{{name}}","project":"{{project}}","permissions":["Interactions:Read","Interactions:Write"],"models":["gpt-*"],"endpoints":["chat completions"],"parameters":[],
             "limits":[{"name":"day","per":"Key","count":"Tokens","max":1000.5,"window_seconds":86400,"model":"gpt-*","on_outage":"Closed","cut":true}],
             "sources":["10.0.0.0/8","2001:db8::/32"],"workload":{"kind":"batch","requests_per_hour":500},"expires_at":"2031-01-01T00:00:00.000Z","rotation":{"interval":3,"unit":"months"} }
            """;
        JsonElement made = await stage.DoneAsync("POST", "/v1/sluice/keys", stage.Root, settings);
        AssertShape(OwnShapes.KeyAndSecret, made);
        foreach (JsonProperty given in JsonElement.Parse(settings).EnumerateObject())
            Assert.True(JsonElement.DeepEquals(given.Value, made.GetProperty(given.Name)), given.Name);
        Assert.Equal(Text(made, "secret")[^8..], Text(made, "last_characters"));

        string path = "/v1/sluice/keys/" + Text(made, "id");
        JsonElement read = await stage.DoneAsync("GET", path, stage.Root);
        AssertShape(OwnShapes.Key, read);
        Assert.False(read.TryGetProperty("secret", out _));
        JsonElement changed = await stage.DoneAsync("PATCH", path, stage.Root, """{"workload":null,"models":[],"expires_at":null,"rotation":null}""");
        Assert.Equal((false, 0, false), (changed.TryGetProperty("workload", out _), changed.GetProperty("models").GetArrayLength(), changed.TryGetProperty("expires_at", out _)));
        Assert.Equal((name, project, 1), (Text(changed, "name"), Text(changed, "project"), changed.GetProperty("limits").GetArrayLength()));
        JsonElement limits = await stage.DoneAsync("PUT", path + "/limits", stage.Root, """{"limits":[{"name":"rate","max":5}]}""");
        AssertShape(OwnShapes.Limits, limits);
        Assert.Equal(limits.GetRawText(), (await stage.DoneAsync("GET", path + "/limits", stage.Root)).GetRawText());
        Assert.Equal(409, (await stage.SendAsync("DELETE", "/v1/sluice/projects/" + project, stage.Root)).Status);
    }

    [Fact]
    public async Task A_key_is_rotated_revoked_restored_and_deleted()
    {
        JsonElement made = await stage.DoneAsync("POST", "/v1/sluice/keys", stage.Root, $$"""{"name":"{{stage.Name()}}","permissions":["Projects:Read"]}""");
        string path = "/v1/sluice/keys/" + Text(made, "id");
        string first = Text(made, "secret");
        JsonElement rotated = await stage.DoneAsync("POST", path + "/rotate", stage.Root, """{"overlap_seconds":3600}""");
        AssertShape(OwnShapes.KeyAndSecret, rotated);
        string second = Text(rotated, "secret");
        Assert.Equal((200, 200), (await MayAsync(first), await MayAsync(second)));
        string third = Text(await stage.DoneAsync("POST", path + "/rotate", stage.Root, """{"overlap_seconds":0}"""), "secret");
        Assert.Equal((401, 401, 200), (await MayAsync(first), await MayAsync(second), await MayAsync(third)));

        JsonElement revoked = await stage.DoneAsync("POST", path + "/revoke", stage.Root, """{"reason":"leaked"}""");
        Assert.Equal(("revoked", "leaked"), (Text(revoked, "status"), Text(revoked, "reason")));
        Assert.Equal(401, await MayAsync(third));
        Assert.Equal(409, (await stage.SendAsync("POST", path + "/revoke", stage.Root)).Status);
        Assert.Equal("active", Text(await stage.DoneAsync("POST", path + "/restore", stage.Root), "status"));
        Assert.Equal(200, await MayAsync(third));
        Assert.Equal("deleted", Text(await stage.DoneAsync("DELETE", path, stage.Root), "status"));
        Assert.Equal((401, 404), (await MayAsync(third), (await stage.SendAsync("DELETE", path, stage.Root)).Status));
        string list = (await stage.DoneAsync("GET", "/v1/sluice/keys?limit=1000", stage.Root)).GetRawText();
        Assert.DoesNotContain(Text(made, "id"), list, StringComparison.Ordinal);
        Assert.Contains(Text(made, "id"), (await stage.DoneAsync("GET", "/v1/sluice/keys?limit=1000&history=true", stage.Root)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_users_and_the_tenants_limits_are_kept()
    {
        string name = stage.Name();
        JsonElement project = await stage.DoneAsync("POST", "/v1/sluice/projects", stage.Root, $$"""{"name":"{{name}}","limits":[{"name":"rate","max":5,"per":"Project"}]}""");
        AssertShape(OwnShapes.Project, project);
        string path = "/v1/sluice/projects/" + Text(project, "id");
        Assert.Equal(409, (await stage.SendAsync("POST", "/v1/sluice/projects", stage.Root, $$"""{"name":"{{name}}"}""")).Status);
        Assert.Equal("use", Text(await stage.DoneAsync("PATCH", path, stage.Root, """{"alias":"use"}"""), "alias"));
        Assert.Equal(1, (await stage.DoneAsync("GET", path + "/limits", stage.Root)).GetProperty("limits").GetArrayLength());
        Assert.Equal("{\"limits\":[]}", (await stage.DoneAsync("PUT", path + "/limits", stage.Root, """{"limits":[]}""")).GetRawText());
        AssertShape(OwnShapes.Projects, await stage.DoneAsync("GET", "/v1/sluice/projects", stage.Root));
        Assert.Equal(422, (await stage.SendAsync("GET", "/v1/sluice/projects?limit=many", stage.Root)).Status);

        JsonElement user = await stage.DoneAsync("POST", "/v1/sluice/users", stage.Root, $$"""{"name":"{{name}}@example.com","role":"Viewer"}""");
        AssertShape(OwnShapes.User, user);
        Assert.Equal("Analyst", Text(await stage.DoneAsync("PATCH", "/v1/sluice/users/" + Text(user, "id"), stage.Root, """{"role":"analyst"}"""), "role"));
        AssertShape(OwnShapes.Users, await stage.DoneAsync("GET", "/v1/sluice/users", stage.Root));
        Assert.Equal(422, (await stage.SendAsync("POST", "/v1/sluice/users", stage.Root, """{"name":"no address","role":"Viewer"}""")).Status);
        await stage.DoneAsync("DELETE", "/v1/sluice/users/" + Text(user, "id"), stage.Root);

        JsonElement limits = await stage.DoneAsync("PUT", "/v1/sluice/tenant/limits", stage.Root, """{"limits":[{"name":"all","per":"Tenant","max":10}]}""");
        Assert.Equal(limits.GetRawText(), (await stage.DoneAsync("GET", "/v1/sluice/tenant/limits", stage.Root)).GetRawText());
        await stage.DoneAsync("PUT", "/v1/sluice/tenant/limits", stage.Root, """{"limits":[]}""");
    }

    [Fact]
    public async Task A_caller_learns_who_it_is_and_what_there_is()
    {
        IssuedKey key = await stage.KeyAsync(PermissionSet.Of(new Permission(PermissionCategory.Users, PermissionVerb.Read)));
        JsonElement who = await stage.DoneAsync("GET", "/v1/sluice/whoami", key.Secret);
        AssertShape(OwnShapes.WhoAmI, who);
        Assert.Equal((key.Key.Id, "default", "Users:Read"), (Text(who, "key_id"), Text(who, "tenant"), Assert.Single(who.GetProperty("permissions").EnumerateArray()).GetString()));
        Assert.Equal(33, (await stage.DoneAsync("GET", "/v1/sluice/permissions", key.Secret)).GetProperty("permissions").GetArrayLength());
        JsonElement roles = await stage.DoneAsync("GET", "/v1/sluice/roles", key.Secret);
        AssertShape(OwnShapes.RoleList, roles);
        Assert.Equal([33, 3, 22, 8], roles.GetProperty("roles").EnumerateArray().Select(r => r.GetProperty("permissions").GetArrayLength()));
    }

    [Theory]
    [InlineData("""{"name":"k","permissions":["Moon:Read"]}""", "permissions names one that does not exist")]
    [InlineData("""{"name":"k","permissions":["1:2"]}""", "permissions names one that does not exist")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"sources":["anywhere"]}""", "sources holds what is no network")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"project":"nothing"}""", "project names none of this tenant's")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"expires_at":"tomorrow"}""", "expires_at is not a time")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"expires_at":"2020-01-01T00:00:00Z"}""", "expires_at has passed")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"workload":{"kind":"mining"}}""", "workload.kind is none of")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"rotation":{"interval":1}}""", "rotation.unit is missing")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"rotation":{"interval":11,"unit":"years"}}""", "rotation is not from 1 to 3650 days, 120 months or 10 years")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"rotation":{"interval":121,"unit":"months"}}""", "rotation is not from 1 to 3650 days, 120 months or 10 years")]
    [InlineData("""{"name":"k","permissions":["Projects:Read"],"limits":[{"name":"a","max":1},{"name":"a","max":1}]}""", "limits names \"a\" twice")]
    [InlineData("""{"permissions":["Projects:Read"]}""", "name is missing")]
    [InlineData("""{"name":"line\nbreak","permissions":["Projects:Read"]}""", "name holds control characters")]
    public async Task What_is_wrong_is_told_by_member(string body, string problem)
    {
        Heard heard = await stage.SendAsync("POST", "/v1/sluice/keys", stage.Root, body);
        Assert.Equal(422, heard.Status);
        Assert.StartsWith(problem, heard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_is_recorded_with_its_actor_its_source_and_the_state_before_and_after()
    {
        var own = new ManagementStage();
        await own.InitializeAsync();
        string id = Text(await own.DoneAsync("POST", "/v1/sluice/keys", own.Root, """{"name":"ci","permissions":["Projects:Read"]}"""), "id");
        await own.DoneAsync("PATCH", "/v1/sluice/keys/" + id, own.Root, """{"name":"ci-2"}""");
        await own.DoneAsync("PUT", "/v1/sluice/tenant/limits", own.Root, """{"limits":[{"name":"all","max":1}]}""");
        List<JsonElement> records = [.. (await own.Gate.StopAndReadAuditAsync()).Select(l => JsonElement.Parse(l)).Where(r => Text(r, "actor") != "test")];
        await own.DisposeAsync();
        Assert.Equal(["key.create", "key.update", "tenant.update"], records.Select(r => Text(r, "event")));
        Assert.All(records, r => Assert.Equal(("done", "127.0.0.1", "key-1"), (Text(r, "outcome"), Text(r, "source"), Text(r, "key_name"))));
        Assert.Equal((id, "ci", "ci-2"), (Text(records[1], "target"), Text(records[1].GetProperty("before"), "name"), Text(records[1].GetProperty("after"), "name")));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static void AssertShape(Shape shape, JsonElement json) => Assert.Null(ShapeCheck.Wrong(shape, json, strict: true));

    private async Task<int> MayAsync(string secret) => (await stage.SendAsync("GET", "/v1/sluice/whoami", secret)).Status;
}
