using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements A4 (tokens of a revoked key), A5, A6 and A7 (bound tokens) of the acceptance, at a real gate.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Chat = "/openai/default/v1/chat/completions";
    private const string Question = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";

    private RawUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await RawUpstream.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    });

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A4_Tokens_of_a_revoked_key_are_none_and_streams_under_them_end()
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync();
        await using KeyGate gate = await KeyGate.StartAsync(simulator.Address);
        Spoken spoken = Dialects.All[0];
        string secret = gate.Add();
        string token = await TokenAsync(gate.Client, "key-1", secret);
        HttpRequestMessage request = KeyGate.Request(spoken, spoken.Question(stream: true), token, stream: true);
        request.Headers.Add("x-sim-script", Stage.Header(new JsonObject { ["reply"] = "one two", ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = "never" }) }));
        using HttpResponseMessage response = await gate.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Stream body = await response.Content.ReadAsStreamAsync(Given.Token);
        string arrived = "";
        byte[] buffer = new byte[4096];
        while (!arrived.Contains("one", StringComparison.Ordinal))
            arrived += Encoding.Latin1.GetString(buffer, 0, await body.ReadAsync(buffer, Given.Token));

        gate.Revoke(secret);

        Assert.Contains("revoked", await new StreamReader(body, Encoding.Latin1).ReadToEndAsync(Given.Token), StringComparison.Ordinal);
        using HttpResponseMessage next = await gate.SendAsync(KeyGate.Request(Chat, Question, token));
        Assert.Equal(HttpStatusCode.Unauthorized, next.StatusCode);
    }

    [Fact]
    public async Task A5_A_trusted_issuers_token_opens_what_its_claims_allow_and_a_wrong_one_nothing()
    {
        using var corp = new TestIssuer();
        await using KeyGate gate = await KeyGate.StartAsync(_upstream.Address, config => config["Sluice"]!["Identity"]!["Issuers"] = corp.Options(""" "Tenant": "acme", "Claims": { "Models": "models" } """));
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string Token(string issuer = TestIssuer.Name, string audience = "gate", long end = 600, string kid = "r1", string model = "m") => corp.Sign(
            $$"""{"alg":"RS256","kid":"{{kid}}"}""", $$"""{"iss":"{{issuer}}","aud":"{{audience}}","sub":"ann","exp":{{now + end}},"models":["{{model}}"]}""");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gate, Token()));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gate, Token(model: "another")));
        int before = _upstream.Count;
        string unsigned = $"{TestIssuer.Encode("""{"alg":"none","kid":"r1"}""")}.{Token().Split('.')[1]}.";
        string confused = Mac(corp.Key, $"{TestIssuer.Encode("""{"alg":"HS256","kid":"r1"}""")}.{Token().Split('.')[1]}");
        foreach (string wrong in (string[])[Token(issuer: "https://other.example/"), Token(audience: "other"), Token(end: -1), Token(kid: "r2"), unsigned, confused])
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gate, wrong));
        Assert.Equal(before, _upstream.Count);
    }

    [Fact]
    public async Task A6_Tokens_live_an_hour_at_most_and_permit_no_more_than_their_key()
    {
        await using KeyGate gate = await KeyGate.StartAsync(_upstream.Address);
        string secret = gate.Add();
        foreach (string target in (string[])["/oauth2/token?grant_type=client_credentials", "/oauth2/token"])
        {
            using HttpResponseMessage response = await AskAsync(gate.Client, "key-1", secret, target, target.Contains('?', StringComparison.Ordinal) ? "" : "grant_type=client_credentials");
            JsonElement answer = JsonDocument.Parse(await Given.TextAsync(response)).RootElement;
            Assert.InRange(answer.GetProperty("expires_in").GetInt32(), 60, 3600);
            Assert.Equal("Interactions:Read Interactions:Write", answer.GetProperty("scope").GetString());
        }

        using HttpResponseMessage beyond = await AskAsync(gate.Client, "key-1", secret, "/oauth2/token", "grant_type=client_credentials&scope=Policies:Write");
        Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
        string narrow = await TokenAsync(gate.Client, "key-1", secret, "Interactions:Read");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gate, narrow));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gate, await TokenAsync(gate.Client, "key-1", secret)));
    }

    [Fact]
    public async Task A6_After_ten_wrong_secrets_an_address_is_told_to_wait_and_somebody_is_told_of_it()
    {
        await using KeyGate gate = await KeyGate.StartAsync(_upstream.Address);
        string secret = gate.Add();
        for (int i = 0; i < 10; i++)
        {
            using HttpResponseMessage wrong = await AskAsync(gate.Client, "key-1", "slk_guess" + i);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using HttpResponseMessage right = await AskAsync(gate.Client, "key-1", secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("10 wrong secrets within a minute from 127.0.0.1", gate.Gate.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gate, secret));
    }

    [Fact]
    public async Task A7_A_token_that_was_got_with_a_certificate_opens_nothing_with_another_or_none()
    {
        using var authority = new TestAuthority("Test authority");
        var listener = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kestrel:Endpoints:Proxy:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Proxy:Certificate:Path"] = authority.ServerFile,
            ["Kestrel:Endpoints:Proxy:ClientCertificateMode"] = "AllowCertificate",
            ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
        };
        await using KeyGate gate = await KeyGate.StartAsync(
            _upstream.Address,
            config => config["Sluice"]!["Identity"]!["Certificates"] = new JsonObject { ["Authorities"] = new JsonArray(authority.File) },
            o => o with { Sources = o.Sources with { Overrides = listener } });
        string secret = gate.Add();
        using X509Certificate2 own = authority.Issue("spiffe://example.org/one"), other = authority.Issue("spiffe://example.org/two");
        using HttpClient withOwn = ClientOf(gate, own), withOther = ClientOf(gate, other), without = ClientOf(gate, null);
        string bound = await TokenAsync(withOwn, "key-1", secret), free = await TokenAsync(without, "key-1", secret);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(withOwn, bound));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(withOther, bound));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(without, bound));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(withOther, free));
    }

    [Fact]
    public async Task The_token_servers_keys_and_addresses_are_for_those_who_have_a_credential()
    {
        await using KeyGate gate = await KeyGate.StartAsync(_upstream.Address);
        string secret = gate.Add();
        string token = await TokenAsync(gate.Client, "key-1", secret);
        using HttpClient admin = GatewayFixture.NewClient(gate.Gate.Admin);
        foreach (string path in (string[])["/.well-known/jwks.json", "/.well-known/oauth-authorization-server"])
        {
            using HttpResponseMessage refused = await admin.GetAsync(path, Given.Token), elsewhere = await gate.Client.GetAsync(path, Given.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        }

        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        JsonElement server = JsonDocument.Parse(await admin.GetStringAsync("/.well-known/oauth-authorization-server", Given.Token)).RootElement;
        Assert.Equal(new Uri(gate.Gate.Admin, "/oauth2/token").AbsoluteUri, server.GetProperty("token_endpoint").GetString());
        JsonElement keys = JsonDocument.Parse(await admin.GetStringAsync(server.GetProperty("jwks_uri").GetString(), Given.Token)).RootElement;
        string kid = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;
        Assert.Equal(kid, keys.GetProperty("keys")[0].GetProperty("kid").GetString());
    }

    [Theory]
    [InlineData("Issuer", "\"\"", "Issuer")]
    [InlineData("Issuer", "\"sluice\"", "Issuer")]
    [InlineData("Audiences", "[]", "Audiences")]
    [InlineData("Jwks", "\"http://issuer.example/keys\"", "Jwks")]
    [InlineData("Jwks", "\"keys.json\"", "Jwks")]
    [InlineData("Algorithms", "[\"HS256\"]", "Algorithms")]
    [InlineData("Algorithms", "[\"none\"]", "Algorithms")]
    [InlineData("Permissions", "[\"Everything:Read\"]", "Permissions")]
    [InlineData("Claims", "{ \"Tenants\": \"t\" }", "Claims:Tenants")]
    [InlineData("Require", "{ \"hd\": [] }", "Require:hd")]
    public async Task An_issuer_that_could_not_be_trusted_is_refused_when_it_is_loaded(string key, string value, string error)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => KeyGate.StartAsync(_upstream.Address, config =>
        {
            var issuer = JsonNode.Parse("""{ "Issuer": "https://issuer.example/", "Audiences": ["gate"], "Jwks": "https://issuer.example/keys" }""")!;
            issuer[key] = JsonNode.Parse(value);
            config["Sluice"]!["Identity"]!["Issuers"] = new JsonObject { ["corp"] = issuer };
        }));
        Assert.Equal("Sluice:Identity:Issuers:corp:" + error, Assert.Single(refused.Errors).Key);
    }

    [Theory]
    [InlineData("Lifetime", "00:00:30")]
    [InlineData("Lifetime", "01:00:01")]
    [InlineData("Lifetime", "90")]
    [InlineData("MaxLifetime", "31.00:00:00")]
    [InlineData("KeyRotation", "00:30:00")]
    public async Task Times_out_of_their_bounds_are_refused(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() =>
            KeyGate.StartAsync(_upstream.Address, config => config["Sluice"]!["Tokens"] = new JsonObject { [key] = value }));
        Assert.Equal("Sluice:Tokens:" + key, Assert.Single(refused.Errors).Key);
    }

    private static Task<HttpStatusCode> StatusAsync(KeyGate gate, string token) => StatusAsync(gate.Client, token);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using HttpRequestMessage request = KeyGate.Request(Chat, Question, token);
        using HttpResponseMessage response = await client.SendAsync(request, Given.Token);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string id, string secret, string target = "/oauth2/token", string form = "grant_type=client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return await client.SendAsync(request, Given.Token);
    }

    private static async Task<string> TokenAsync(HttpClient client, string id, string secret, string? scope = null)
    {
        using HttpResponseMessage response = await AskAsync(client, id, secret, form: "grant_type=client_credentials" + (scope is null ? "" : "&scope=" + scope));
        string text = await Given.TextAsync(response);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>The public key taken for a shared secret.</summary>
    private static string Mac(RSA key, string head) =>
        $"{head}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(head)))}";

    private static HttpClient ClientOf(KeyGate gate, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null; // The gate's own certificate is not what is tested here.
        if (certificate is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler) { BaseAddress = gate.Gate.Proxy };
    }
}
