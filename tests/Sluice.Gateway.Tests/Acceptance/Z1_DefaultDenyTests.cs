using System.Text.Json;
using Sluice.Gateway.Management;
using Sluice.Gateway.Tests.Management;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Z1: what a key does not hold is refused with 403, recorded, and without side effect. Every permission × every endpoint of the management API.</summary>
public sealed class Z1_DefaultDenyTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    [Fact]
    public async Task Z1_Each_of_the_33_permissions_opens_exactly_the_endpoints_whose_line_names_it()
    {
        string before = await StateAsync();
        int refused = 0;
        foreach (Permission held in PermissionSet.All.Permissions())
        {
            string secret = (await stage.KeyAsync(PermissionSet.Of(held))).Secret;
            foreach (ManagementEndpoint endpoint in stage.Table.Endpoints)
            {
                foreach (string path in endpoint.Paths)
                {
                    // Where the call is let in, a body of no shape and an id of nothing keep it from doing anything.
                    Heard heard = await stage.SendAsync(endpoint.Method, path.Replace("{tsg_id}", "nobody", StringComparison.Ordinal), secret, endpoint.Body is null ? null : "[]");
                    bool open = endpoint.Needs is null || endpoint.Needs == held;
                    Assert.True(open == (heard.Status != 403), $"{held}: {endpoint.Method} {path} answers {heard.Status}");
                    Assert.True(heard.Status < 500, heard.Text);
                    if (open)
                        continue;
                    refused++;
                    Assert.Equal("""{"status_code":403,"error_message":"Access denied"}""", heard.Text);
                    Assert.Equal("false", heard.Headers["x-opa-decision"]);
                }
            }
        }

        Assert.Equal(before, await StateAsync());
        Assert.InRange(refused, 33 * stage.Table.Endpoints.Count / 2, int.MaxValue);
        List<JsonElement> denied = [.. (await stage.Gate.StopAndReadAuditAsync()).Select(l => JsonElement.Parse(l)).Where(r => r.GetProperty("event").GetString() == "access.denied")];
        Assert.Equal(refused, denied.Count);
        Assert.All(denied, r => Assert.Equal((403, "denied"), (r.GetProperty("status").GetInt32(), r.GetProperty("outcome").GetString())));
    }

    /// <summary>All that a root caller can see, but the keys that the test itself makes.</summary>
    private async Task<string> StateAsync()
    {
        string state = "";
        foreach (string path in (string[])["/v1/sluice/projects", "/v1/sluice/users", "/v1/mgmt/customerapps", "/v1/mgmt/deploymentprofiles", "/v1/sluice/tenant/limits"])
            state += (await stage.DoneAsync("GET", path, stage.Root)).GetRawText();
        return state;
    }
}
