using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Identity.Certificates;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statement A7 of the acceptance: without a good client certificate there is no connection, and a certificate's name belongs to one tenant.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private const string Agent = "spiffe://example.org/agent";

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
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A7_A_good_certificate_is_its_callers_credential(string version)
    {
        await using KeyGate gate = await StartAsync();
        using X509Certificate2 good = _authority.Issue(Agent);
        using HttpResponseMessage response = await AskAsync(gate, good, version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"Bearer {KeyGate.ProviderSecret}", (await _upstream.NextRequestAsync(Given.Token)).Headers["Authorization"]);
        using HttpResponseMessage outside = await AskAsync(gate, good, version, "/openai/default/v1/embeddings", """{"model":"m","input":"a"}""");
        Assert.Equal(HttpStatusCode.Forbidden, outside.StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("unknown authority")]
    [InlineData("same name, other key")]
    [InlineData("self-signed")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("revoked")]
    [InlineData("for servers")]
    public async Task A7_Any_other_is_refused_at_the_handshake(string defect)
    {
        using var other = new TestAuthority(defect == "same name, other key" ? "Test authority" : "Another authority");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2? certificate = defect switch
        {
            "none" => null,
            "unknown authority" or "same name, other key" => other.Issue(Agent),
            "self-signed" => TestAuthority.SelfSigned(Agent),
            "expired" => _authority.Issue(Agent, from: now.AddDays(-2), until: now.AddDays(-1)),
            "not yet valid" => _authority.Issue(Agent, from: now.AddHours(1), until: now.AddDays(1)),
            "for servers" => _authority.Issue(Agent, usage: TestAuthority.ForServers),
            _ => _authority.Issue(Agent),
        };
        if (defect == "revoked")
            _authority.Revoke(certificate!);
        await using KeyGate gate = await StartAsync();
        foreach (string version in (string[])["1.1", "2.0"])
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(gate, certificate, version));
        Assert.Equal(0, _upstream.Count);
        if (defect is not "none")
            Assert.Contains("A client certificate was refused", gate.Gate.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A7_A_certificate_that_is_revoked_later_is_refused_on_connections_that_stand_and_on_new_ones()
    {
        await using KeyGate gate = await StartAsync();
        using X509Certificate2 certificate = _authority.Issue(Agent);
        using HttpClient standing = ClientOf(gate, certificate);
        using (HttpResponseMessage before = await standing.SendAsync(Question("1.1"), Given.Token))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        _authority.Revoke(certificate);
        LoadResult reloaded = await gate.Gate.Host.ReloadAsync(Given.Token);
        Assert.Empty(reloaded.Errors);
        using (HttpResponseMessage after = await standing.SendAsync(Question("1.1"), Given.Token))
            Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(gate, certificate, "1.1"));
    }

    [Fact]
    public async Task A7_While_the_list_is_out_of_date_nobody_is_let_in()
    {
        using X509Certificate2 certificate = _authority.Issue(Agent);
        _authority.PublishList(until: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await using KeyGate gate = await StartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(gate, certificate, "1.1"));
        Assert.Contains("out of date", gate.Gate.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A7_A_certificates_tenant_is_that_of_whatever_is_presented_on_its_connection()
    {
        await using KeyGate gate = await StartAsync();
        using X509Certificate2 certificate = _authority.Issue(Agent);
        using HttpClient client = ClientOf(gate, certificate);
        foreach ((string tenant, HttpStatusCode status) in ((string, HttpStatusCode)[])[("acme", HttpStatusCode.OK), ("other", HttpStatusCode.Unauthorized)])
        {
            HttpRequestMessage request = Question("1.1");
            request.Headers.Add("x-api-key", gate.Add(c => c with { Tenant = tenant }));
            using HttpResponseMessage response = await client.SendAsync(request, Given.Token);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task A7_A_certificate_that_names_nobody_or_two_callers_opens_a_connection_and_nothing_else()
    {
        await using KeyGate gate = await StartAsync();
        foreach (string[] names in (string[][])[[], ["spiffe://example.org/nobody"], [Agent, "spiffe://example.org/second"]])
        {
            using X509Certificate2 certificate = _authority.Issue(names);
            using HttpClient client = ClientOf(gate, certificate);
            using HttpResponseMessage response = await client.SendAsync(Question("1.1"), Given.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A7_Where_a_certificate_is_only_allowed_a_key_does_as_well()
    {
        await using KeyGate gate = await StartAsync("AllowCertificate");
        using HttpClient client = ClientOf(gate, certificate: null);
        HttpRequestMessage request = Question("1.1");
        request.Headers.Add("x-api-key", gate.Add());
        using HttpResponseMessage response = await client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using X509Certificate2 bad = TestAuthority.SelfSigned(Agent);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(gate, bad, "1.1"));
    }

    /// <summary>RFC 8705, section 3.1: the SHA-256 of the certificate, in base64url.</summary>
    [Fact]
    public void The_thumbprint_is_what_a_token_is_bound_to()
    {
        using X509Certificate2 certificate = _authority.Issue(Agent);
        byte[] hash = System.Buffers.Text.Base64Url.DecodeFromChars(ClientCertificates.ThumbprintOf(certificate));
        Assert.Equal(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256), hash);
    }

    [Theory]
    [InlineData("authorities", "ClientCertificateMode")]
    [InlineData("file", "Authorities:0")]
    [InlineData("signature", "RevocationLists:0")]
    [InlineData("nonsense", "RevocationLists:0")]
    [InlineData("twice", "Callers:1:Name")]
    [InlineData("name", "Callers:0:Name")]
    [InlineData("permission", "Callers:0:Permissions")]
    public async Task A_configuration_that_trusts_nobody_or_the_wrong_ones_is_refused(string defect, string key)
    {
        using var other = new TestAuthority("Test authority");
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => StartAsync(change: certificates =>
        {
            switch (defect)
            {
                case "authorities":
                    certificates.Clear();
                    break;
                case "file":
                    certificates["Authorities"] = new JsonArray("/nowhere/at/all.pem");
                    break;
                case "signature":
                    certificates["RevocationLists"] = new JsonArray(other.ListFile);
                    break;
                case "nonsense":
                    certificates["RevocationLists"] = new JsonArray(_authority.File);
                    break;
                case "twice":
                    certificates["Callers"]![1] = certificates["Callers"]![0]!.DeepClone();
                    break;
                case "name":
                    certificates["Callers"]![0]!["Name"] = "agent";
                    break;
                default:
                    certificates["Callers"]![0]!["Permissions"] = new JsonArray("Everything:Write");
                    break;
            }
        }));
        Assert.Contains(refused.Errors, e => e.Key.EndsWith(key, StringComparison.Ordinal));
    }

    private static HttpRequestMessage Question(string version, string target = "/openai/default/v1/chat/completions", string body = """{"model":"m","messages":[]}""")
    {
        HttpRequestMessage request = KeyGate.Request(target, body);
        request.Version = Version.Parse(version);
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return request;
    }

    private async Task<HttpResponseMessage> AskAsync(KeyGate gate, X509Certificate2? certificate, string version, string target = "/openai/default/v1/chat/completions", string body = """{"model":"m","messages":[]}""")
    {
        using HttpClient client = ClientOf(gate, certificate);
        return await client.SendAsync(Question(version, target, body), Given.Token);
    }

    private HttpClient ClientOf(KeyGate gate, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => server!.GetRawCertData().AsSpan().SequenceEqual(_authority.Server);
        if (certificate is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler) { BaseAddress = gate.Gate.Proxy };
    }

    private Task<KeyGate> StartAsync(string mode = "RequireCertificate", Action<JsonObject>? change = null)
    {
        var certificates = new JsonObject
        {
            ["Authorities"] = new JsonArray(_authority.File),
            ["RevocationLists"] = new JsonArray(_authority.ListFile),
            ["Callers"] = JsonNode.Parse($$"""
                [
                  { "Name": "uri:{{Agent}}", "Tenant": "acme", "Permissions": ["Interactions:Read", "Interactions:Write"], "Endpoints": ["chat completions"] },
                  { "Name": "uri:spiffe://example.org/second", "Tenant": "other", "Permissions": ["Interactions:Write"] },
                ]
                """, documentOptions: new() { AllowTrailingCommas = true }),
        };
        change?.Invoke(certificates);
        var listener = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kestrel:Endpoints:Proxy:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Proxy:Certificate:Path"] = _authority.ServerFile,
            ["Kestrel:Endpoints:Proxy:ClientCertificateMode"] = mode,
            ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
        };
        return KeyGate.StartAsync(
            _upstream.Address,
            config => config["Sluice"]!["Identity"]!["Certificates"] = certificates,
            o => o with { Sources = o.Sources with { Overrides = listener } });
    }
}
