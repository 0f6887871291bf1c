using Sluice.Gateway.Management;
using Sluice.Gateway.Tests.Management;
using Sluice.Governance.Identity;
using static Sluice.Governance.Identity.ConsoleRole;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Z4: the four console roles × every action, against a table that stands here once more on purpose; a viewer changes nothing.</summary>
public sealed class Z4_ConsoleRolesTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    /// <summary>Who may call what; an endpoint that is missing here fails the test.</summary>
    private static readonly Dictionary<string, ConsoleRole[]> MayCall = new(StringComparer.Ordinal)
    {
        ["airsCreateApiKey"] = [Admin],
        ["airsListApiKeys"] = [Admin],
        ["airsDeleteApiKey"] = [Admin],
        ["airsRegenerateApiKey"] = [Admin],
        ["airsAutorotateApiKey"] = [Admin],
        ["airsMintToken"] = [Admin],
        ["airsInvalidateToken"] = [Admin],
        ["airsGetCustomerApp"] = [Admin, Analyst, Viewer],
        ["airsListCustomerApps"] = [Admin, Analyst, Viewer],
        ["airsListDeploymentProfiles"] = [Admin, Analyst, Viewer],
        ["airsChangeCustomerApp"] = [Admin, Analyst],
        ["airsDeleteCustomerApp"] = [Admin, Analyst],
        ["listKeys"] = [Admin],
        ["createKey"] = [Admin],
        ["getKey"] = [Admin],
        ["changeKey"] = [Admin],
        ["deleteKey"] = [Admin],
        ["rotateKey"] = [Admin],
        ["revokeKey"] = [Admin],
        ["restoreKey"] = [Admin],
        ["getKeyLimits"] = [Admin],
        ["setKeyLimits"] = [Admin],
        ["listProjects"] = [Admin, Analyst, Viewer],
        ["getProject"] = [Admin, Analyst, Viewer],
        ["getProjectLimits"] = [Admin, Analyst, Viewer],
        ["createProject"] = [Admin, Analyst],
        ["changeProject"] = [Admin, Analyst],
        ["deleteProject"] = [Admin, Analyst],
        ["setProjectLimits"] = [Admin, Analyst],
        ["createDeployment"] = [Admin, Analyst],
        ["deleteDeployment"] = [Admin, Analyst],
        ["listUsers"] = [Admin, UserAdmin],
        ["getUser"] = [Admin, UserAdmin],
        ["createUser"] = [Admin, UserAdmin],
        ["changeUser"] = [Admin, UserAdmin],
        ["deleteUser"] = [Admin, UserAdmin],
        ["listRoles"] = [Admin, UserAdmin],
        ["getTenantLimits"] = [Admin, Analyst, Viewer],
        ["setTenantLimits"] = [Admin, Analyst],
        ["whoAmI"] = [Admin, UserAdmin, Analyst, Viewer],
        ["listPermissions"] = [Admin, UserAdmin, Analyst, Viewer],
        ["tokenKeys"] = [Admin, UserAdmin, Analyst, Viewer],
        ["tokenServer"] = [Admin, UserAdmin, Analyst, Viewer],
        ["openApi"] = [Admin, UserAdmin, Analyst, Viewer],
    };

    [Theory]
    [InlineData(Admin)]
    [InlineData(UserAdmin)]
    [InlineData(Analyst)]
    [InlineData(Viewer)]
    public async Task Z4_A_role_may_call_what_the_table_says(ConsoleRole role)
    {
        string secret = (await stage.KeyAsync(PermissionSet.None, change: s => s with { Role = role })).Secret;
        foreach (ManagementEndpoint endpoint in stage.Table.Endpoints)
        {
            Heard heard = await stage.SendAsync(endpoint.Method, endpoint.Path, secret, endpoint.Body is null ? null : "[]");
            Assert.True(MayCall[endpoint.Id].Contains(role) == (heard.Status != 403), $"{role}: {endpoint.Id} answers {heard.Status}");
            if (role == Viewer && endpoint.Method != "GET")
                Assert.Equal(403, heard.Status);
        }
    }

    [Fact]
    public async Task Z4_Nobody_gives_a_role_that_may_do_more_than_they_may()
    {
        string secret = (await stage.KeyAsync(PermissionSet.None, change: s => s with { Role = UserAdmin })).Secret;
        foreach (ConsoleRole role in Enum.GetValues<ConsoleRole>())
        {
            Heard heard = await stage.SendAsync("POST", "/v1/sluice/users", secret, $$"""{"name":"{{role}}@example.com","role":"{{role}}"}""");
            Assert.Equal(role == UserAdmin ? 200 : 403, heard.Status);
        }

        string admin = (await stage.DoneAsync("POST", "/v1/sluice/users", stage.Root, """{"name":"ada@example.com","role":"Admin"}""")).GetProperty("id").GetString()!;
        Assert.Equal(403, (await stage.SendAsync("DELETE", "/v1/sluice/users/" + admin, secret)).Status);
        Assert.Equal(403, (await stage.SendAsync("PATCH", "/v1/sluice/users/" + admin, secret, """{"role":"UserAdmin"}""")).Status);
        Assert.Equal("Admin", (await stage.DoneAsync("GET", "/v1/sluice/users/" + admin, stage.Root)).GetProperty("role").GetString());
    }
}
