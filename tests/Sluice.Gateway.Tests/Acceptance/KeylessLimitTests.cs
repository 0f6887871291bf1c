using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Limits;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>R6 for callers that have no key: subjects of a trusted issuer, and client certificates.</summary>
public sealed class KeylessLimitTests : IAsyncLifetime
{
    private readonly TestIssuer _issuer = new();
    private readonly TestAuthority _authority = new("Test authority");
    private RawUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await RawUpstream.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    });

    public async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        _authority.Dispose();
        _issuer.Dispose();
    }

    /// <summary>Ann uses the limit up; Ann again, Bob of the same project, Cid of the same tenant, and Dan of another are counted with her or not.</summary>
    [Theory]
    [InlineData("token", "Key", 429, 200, 200, 200)]
    [InlineData("token", "Project", 429, 429, 200, 200)]
    [InlineData("token", "Tenant", 429, 429, 429, 200)]
    [InlineData("token", "Global", 429, 429, 429, 429)]
    [InlineData("certificate", "Key", 429, 200, 200, 200)]
    [InlineData("certificate", "Project", 429, 429, 200, 200)]
    [InlineData("certificate", "Tenant", 429, 429, 429, 200)]
    [InlineData("certificate", "Global", 429, 429, 429, 429)]
    public async Task R6_Quotas_hold_for_callers_without_a_key(string credential, string per, int again, int sameProject, int sameTenant, int other)
    {
        await using KeyGate gate = await StartAsync($$"""{ "q": { "Per": "{{per}}", "Max": 2, "Window": "1h" } }""");
        foreach ((string name, int status) in ((string, int)[])[("ann", 200), ("ann", 200), ("ann", again), ("bob", sameProject), ("cid", sameTenant), ("dan", other)])
            Assert.Equal((name, status), (name, await AskAsync(gate, credential, name)));
    }

    /// <summary>One count for all that is the tenant's, whatever it presents.</summary>
    [Fact]
    public async Task R6_What_a_tenant_was_given_is_shared_by_keys_tokens_and_certificates()
    {
        await using KeyGate gate = await StartAsync("{}");
        Tenants tenants = gate.Gate.Host.Services.GetRequiredService<Tenants>();
        Assert.True((await tenants.CreateAsync(Actor.Operator("test"), new Tenant("acme"), Given.Token)).IsDone);
        LimitSpec all = new("all") { Per = LimitPer.Tenant, Max = 3, Window = TimeSpan.FromHours(1) };
        Assert.True((await tenants.UpdateAsync(Actor.Operator("test"), "acme", t => t with { Limits = [all] }, Given.Token)).IsDone);
        await tenants.RefreshAsync(Given.Token);
        string key = gate.Add(c => c with { Tenant = "acme" });
        foreach (int expected in (int[])[200, 429])
        {
            Assert.Equal(expected, await SendAsync(gate, null, key));
            Assert.Equal(expected, await AskAsync(gate, "token", "ann"));
            Assert.Equal(expected, await AskAsync(gate, "certificate", "bob"));
        }

        Assert.Equal(200, await AskAsync(gate, "token", "dan"));
        Assert.Equal(200, await AskAsync(gate, "certificate", "dan"));
    }

    private static (string Tenant, string Project) PlaceOf(string name) => name switch
    {
        "dan" => ("other", "p3"),
        "cid" => ("acme", "p2"),
        _ => ("acme", "p1"),
    };

    private async Task<int> AskAsync(KeyGate gate, string credential, string name)
    {
        (string tenant, string project) = PlaceOf(name);
        if (credential == "token")
            return await SendAsync(gate, null, _issuer.Token(name, $"\"org\":\"{tenant}\",\"team\":\"{project}\""));
        using X509Certificate2 own = _authority.Issue(UriOf(name));
        return await SendAsync(gate, own, null);
    }

    private async Task<int> SendAsync(KeyGate gate, X509Certificate2? certificate, string? bearer)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => server!.GetRawCertData().AsSpan().SequenceEqual(_authority.Server);
        if (certificate is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        using var client = new HttpClient(handler) { BaseAddress = gate.Gate.Proxy };
        using HttpRequestMessage request = KeyGate.Request("/openai/default/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}]}""", bearer);
        using HttpResponseMessage answer = await client.SendAsync(request, Given.Token);
        return (int)answer.StatusCode;
    }

    private static string UriOf(string name) => "spiffe://example.org/" + name;

    private Task<KeyGate> StartAsync(string quotas)
    {
        var callers = new JsonArray();
        foreach (string name in (string[])["ann", "bob", "cid", "dan"])
        {
            (string tenant, string project) = PlaceOf(name);
            callers.Add(new JsonObject { ["Name"] = "uri:" + UriOf(name), ["Tenant"] = tenant, ["Project"] = project, ["Permissions"] = new JsonArray("Interactions:Write") });
        }

        var listener = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kestrel:Endpoints:Proxy:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Proxy:Certificate:Path"] = _authority.ServerFile,
            ["Kestrel:Endpoints:Proxy:ClientCertificateMode"] = "AllowCertificate",
            ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
        };
        return KeyGate.StartAsync(
            _upstream.Address,
            config =>
            {
                config["Sluice"]!["Quotas"] = JsonNode.Parse(quotas);
                config["Sluice"]!["Identity"]!["Issuers"] = _issuer.Options(""" "Claims": { "Tenant": "org", "Project": "team" } """);
                config["Sluice"]!["Identity"]!["Certificates"] = new JsonObject { ["Authorities"] = new JsonArray(_authority.File), ["Callers"] = callers };
            },
            o => o with { Sources = o.Sources with { Overrides = listener } });
    }
}
