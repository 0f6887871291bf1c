using System.Net;
using System.Text.Json;
using Sluice.Gateway.Management;
using Sluice.Governance.Identity;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Management;

public sealed class ManagementListenerTests(ManagementStage stage) : IClassFixture<ManagementStage>
{
    [Fact]
    public async Task Nobody_gets_in_without_a_credential_whatever_the_path()
    {
        foreach (string path in stage.Table.Endpoints.SelectMany(e => e.Paths).Append("/nowhere").Append("/"))
        {
            foreach (string? secret in (string?[])[null, "", "wrong", KeySecret.Create(), KeySecret.Create()[..20]])
            {
                Heard heard = await stage.SendAsync("GET", path, secret);
                Assert.Equal((401, """{"status_code":401,"error_message":"A valid credential is required"}"""), (heard.Status, heard.Text));
                Assert.Equal("Bearer", heard.Headers["WWW-Authenticate"]);
            }
        }
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_404_to_callers_with_a_credential()
    {
        foreach (string path in (string[])["/", "/nowhere", "/g/chat", "/plain/x", "/v1/mgmt", "/v1/chat/completions"])
        {
            Heard heard = await stage.SendAsync("GET", path, stage.Root);
            Assert.Equal((404, """{"status_code":404,"error_message":"Not found"}"""), (heard.Status, heard.Text));
        }
    }

    [Fact]
    public async Task The_proxy_listener_answers_no_management_path()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        string config = Given.Config(upstream.Address).Replace("/plain/{**rest}", "/v1/{**rest}", StringComparison.Ordinal);
        await using GatewayFixture gate = await Given.GateAsync(config);
        foreach (ManagementEndpoint endpoint in stage.Table.Endpoints)
        {
            foreach (string path in endpoint.Paths)
            {
                using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                request.Headers.Add("Authorization", "Bearer " + stage.Root);
                int before = upstream.Count;
                using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
                string text = await Given.TextAsync(response);
                Assert.DoesNotContain("error_message", text, StringComparison.Ordinal);
                if (path.StartsWith("/v1/", StringComparison.Ordinal))
                    Assert.Equal(before + 1, upstream.Count); // A provider's own path: it goes to the provider.
                else
                    Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            }
        }
    }

    [Fact]
    public async Task A_key_may_call_from_its_networks_alone()
    {
        IssuedKey key = await stage.KeyAsync(PermissionSet.All, change: s => s with { Sources = [IPNetwork.Parse("192.0.2.0/24")] });
        Assert.Equal(401, (await stage.SendAsync("GET", "/v1/sluice/whoami", key.Secret)).Status);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 422)]
    [InlineData("""{"name":"a","name":"b"}""", 400)]
    [InlineData("""{"name":"\ud800"}""", 400)]
    [InlineData("""{"name":1}""", 422)]
    [InlineData("""{"name":""}""", 422)]
    [InlineData("""{"name":"a","surprise":1}""", 422)]
    [InlineData("""{"name":"a","limits":[{"name":"x","max":-1}]}""", 422)]
    [InlineData("""{"name":"a","limits":[{"name":"x","max":1,"per":"Moon"}]}""", 422)]
    [InlineData("""{"name":"a","limits":{}}""", 422)]
    [InlineData("""{"name":"a","limits":[1]}""", 422)]
    [InlineData("""{"name":"a","limits":[{"name":"x","max":1e999}]}""", 422)]
    [InlineData("""{"name":"a","limits":[{"name":"x","max":1,"window_seconds":0.5}]}""", 422)]
    public async Task A_wrong_body_is_the_callers_error(string body, int status)
    {
        Heard heard = await stage.SendAsync("POST", "/v1/sluice/projects", stage.Root, body);
        Assert.Equal(status, heard.Status);
        Assert.Equal(status, heard.Json.GetProperty("status_code").GetInt32());
        Assert.NotEmpty(heard.Error);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.Equal(413, (await stage.SendAsync("POST", "/v1/sluice/projects", stage.Root, $$"""{"name":"{{new string('x', ManagementBody.MaxBytes)}}"}""")).Status);
        Assert.Equal(400, (await stage.SendAsync("POST", "/v1/sluice/projects", stage.Root, string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100))).Status);
    }

    [Fact]
    public async Task Every_mapped_endpoint_is_in_the_document_and_the_document_names_no_other()
    {
        JsonElement document = await stage.DoneAsync("GET", "/openapi.json", (await stage.KeyAsync(PermissionSet.Of(new Permission(PermissionCategory.Audit, PermissionVerb.Read)))).Secret);
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).Order().ToList();
        var mapped = Mapped(stage.Gate).Order().ToList();
        Assert.Equal(mapped, described);
        var ids = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => m.Value.GetProperty("operationId").GetString())).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        string text = document.GetRawText();
        foreach (string reference in text.Split("#/components/schemas/").Skip(1).Select(r => r[..r.IndexOf('"', StringComparison.Ordinal)]))
            Assert.True(document.GetProperty("components").GetProperty("schemas").TryGetProperty(reference, out _), reference);
    }

    [Fact]
    public void The_documentation_shows_the_table()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "management.md"));
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string row in page.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] cells = row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string[] paths = cells[0].Replace("`", "", StringComparison.Ordinal).Split(", ");
            string method = paths[0].Split(' ')[0];
            foreach (string path in paths)
                rows.Add($"{method} {path.Split(' ')[^1].Split('?')[0]}", cells[1].Replace("`", "", StringComparison.Ordinal));
        }

        var table = stage.Table.Endpoints.SelectMany(e => e.OtherPaths.Prepend(e.Path).Select(p => ($"{e.Method} {p}", e.Needs?.ToString() ?? "any credential"))).ToDictionary(e => e.Item1, e => e.Item2);
        Assert.Equal(table.OrderBy(t => t.Key), rows.OrderBy(t => t.Key));
    }

    /// <summary>The routes of the running gate that carry a line of the table.</summary>
    private static IEnumerable<string> Mapped(GatewayFixture gate)
    {
        var sources = (IEnumerable<Microsoft.AspNetCore.Routing.EndpointDataSource>)gate.Host.Services.GetService(typeof(IEnumerable<Microsoft.AspNetCore.Routing.EndpointDataSource>))!;
        return sources.SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ManagementEndpoint>() is not null)
            .Select(e => $"{e.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods.Single()} {e.RoutePattern.RawText}");
    }
}
