using System.Text.Json;
using Sluice.Gateway.Tests.Management;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Z8: a key cannot make, change, rotate or restore a key that may do more or lives longer than itself; an empty list of permissions is refused.</summary>
public sealed class Z8_NoEscalationTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    private static readonly PermissionSet KeysAndReading = PermissionSet.Of(
        new(PermissionCategory.ApiKeys, PermissionVerb.Read), new(PermissionCategory.ApiKeys, PermissionVerb.Write), new(PermissionCategory.Projects, PermissionVerb.Read));

    [Theory]
    [InlineData(""" "permissions":["Users:Write"] """)]
    [InlineData(""" "permissions":["Projects:Read","ApiKeys:Delete"] """)]
    [InlineData(""" "permissions":["Projects:Read"],"expires_at":"2099-01-01T00:00:00Z" """)]
    [InlineData(""" "permissions":["Projects:Read"],"expires_at":null """)]
    [InlineData(""" "role":"Viewer" """)]
    [InlineData(""" "permissions":["Projects:Read"],"models":["other"] """)]
    [InlineData(""" "permissions":["Projects:Read"],"models":[] """)]
    [InlineData(""" "permissions":["Projects:Read"],"sources":["0.0.0.0/0"] """)]
    public async Task Z8_More_than_its_own_is_403_and_changes_nothing(string settings)
    {
        DateTimeOffset end = TimeProvider.System.GetUtcNow().AddDays(7);
        IssuedKey actor = await stage.KeyAsync(KeysAndReading, change: s => s with
        {
            ExpiresAt = end,
            Scope = new AccessScope { Models = ["small-*"] },
            Sources = [System.Net.IPNetwork.Parse("127.0.0.0/8")],
        });
        string name = stage.Name();
        string within = $$""" "models":["small-1"],"sources":["127.0.0.1/32"],"expires_at":"{{end.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}}" """;
        string target = (await stage.DoneAsync("POST", "/v1/sluice/keys", actor.Secret, $$"""{"name":"{{name}}","permissions":["Projects:Read"],{{within}}}""")).GetProperty("id").GetString()!;
        string before = (await stage.DoneAsync("GET", "/v1/sluice/keys/" + target, stage.Root)).GetRawText();
        Heard changed = await stage.SendAsync("PATCH", "/v1/sluice/keys/" + target, actor.Secret, $$"""{ {{settings}} }""");
        Assert.Equal((403, "false"), (changed.Status, changed.Headers["x-opa-decision"]));
        Heard created = await stage.SendAsync("POST", "/v1/sluice/keys", actor.Secret, $$"""{"name":"{{stage.Name()}}",{{settings}}}""");
        Assert.Equal(403, created.Status);
        Assert.Equal(before, (await stage.DoneAsync("GET", "/v1/sluice/keys/" + target, stage.Root)).GetRawText());
    }

    [Fact]
    public async Task Z8_A_new_secret_of_a_stronger_key_is_not_to_be_had()
    {
        string strong = (await stage.KeyAsync(PermissionSet.All)).Key.Id;
        string actor = (await stage.KeyAsync(KeysAndReading)).Secret;
        Assert.Equal(403, (await stage.SendAsync("POST", $"/v1/sluice/keys/{strong}/rotate", actor)).Status);
        Assert.Equal(403, (await stage.SendAsync("POST", "/v1/mgmt/apikey/regenerate/" + strong, actor, """{"rotation_time_interval":1,"rotation_time_unit":"days"}""")).Status);
        await stage.DoneAsync("POST", $"/v1/sluice/keys/{strong}/revoke", stage.Root);
        Assert.Equal(403, (await stage.SendAsync("POST", $"/v1/sluice/keys/{strong}/restore", actor)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","permissions":[]""")]
    public async Task Z8_An_empty_list_of_permissions_is_refused(string permissions)
    {
        Heard heard = await stage.SendAsync("POST", "/v1/sluice/keys", stage.Root, $$"""{"name":"{{stage.Name()}}"{{permissions}}}""");
        Assert.Equal(422, heard.Status);
        Assert.StartsWith("permissions is empty", heard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Z8_An_AIRS_key_gets_no_more_than_its_maker_holds()
    {
        string actor = (await stage.KeyAsync(KeysAndReading)).Secret;
        string name = stage.Name("airs");
        JsonElement key = await stage.DoneAsync(
            "POST",
            "/v1/mgmt/apikey",
            actor,
            $$"""{"auth_code":"{{name}}","revoked":false,"cust_app":"{{name}}","api_key_name":"{{name}}","rotation_time_interval":1,"rotation_time_unit":"months"}""");
        JsonElement own = await stage.DoneAsync("GET", "/v1/sluice/keys/" + key.GetProperty("api_key_id").GetString(), stage.Root);
        Assert.Equal("Projects:Read", Assert.Single(own.GetProperty("permissions").EnumerateArray()).GetString());
    }
}
