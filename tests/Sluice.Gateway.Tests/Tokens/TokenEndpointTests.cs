using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Tests.Acceptance;
using Sluice.Gateway.Tokens;
using Sluice.Governance.Identity;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Tokens;

/// <summary>The token endpoint, asked as the vendors' clients ask.</summary>
public sealed class TokenEndpointTests : IAsyncLifetime
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Grant = "grant_type=client_credentials";

    private RawUpstream _upstream = null!;
    private KeyGate _gate = null!;
    private string _secret = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await RawUpstream.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("{}");
        });
        _gate = await KeyGate.StartAsync(_upstream.Address);
        _secret = _gate.Add(c => c with { Tenant = "1234567890" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task HiddenLayers_sdk_gets_a_token_and_uses_it()
    {
        // hiddenlayer-sdk-python, _oauth2.py: Basic, not percent-encoded, and the grant in the body.
        using HttpResponseMessage response = await AskAsync("/oauth2/token", Grant, Basic("key-1", _secret));
        JsonElement answer = await AnswerAsync(response);

        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal(3600, answer.GetProperty("expires_in").GetInt32());
        Assert.Equal("Interactions:Read Interactions:Write", answer.GetProperty("scope").GetString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        await AssertOpensAsync(answer.GetProperty("access_token").GetString()!);
    }

    [Fact]
    public async Task Older_clients_give_the_grant_in_the_query_and_no_body()
    {
        using HttpResponseMessage response = await AskAsync("/oauth2/token?grant_type=client_credentials", null, Basic("key-1", _secret));
        await AssertOpensAsync((await AnswerAsync(response)).GetProperty("access_token").GetString()!);
        using HttpResponseMessage empty = await AskAsync("/oauth2/token?grant_type=client_credentials", "", Basic("key-1", _secret), "application/json");
        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
    }

    [Theory]
    [InlineData("/oauth2/access_token")]
    [InlineData("/am/oauth2/access_token")]
    public async Task Strata_Cloud_Managers_clients_name_their_tenant(string path)
    {
        using HttpResponseMessage response = await AskAsync(path, Grant + "&scope=tsg_id:1234567890", Basic("key-1", _secret));
        JsonElement answer = await AnswerAsync(response);
        Assert.Equal(JsonValueKind.Number, answer.GetProperty("expires_in").ValueKind);
        Assert.Equal(900, answer.GetProperty("expires_in").GetInt32());
        Assert.Equal("tsg_id:1234567890", answer.GetProperty("scope").GetString());
        string token = answer.GetProperty("access_token").GetString()!;
        JsonElement payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
        Assert.Equal(2, payload.GetProperty("access").GetProperty("prn:1234567890::::").GetArrayLength());
        await AssertOpensAsync(token);

        using HttpResponseMessage other = await AskAsync(path, Grant + "&scope=tsg_id:999", Basic("key-1", _secret));
        await AssertRefusedAsync(other, HttpStatusCode.BadRequest, "invalid_scope");
    }

    [Fact]
    public async Task Both_listeners_answer_and_the_admin_listener_asks_for_no_other_credential()
    {
        using HttpClient admin = GatewayFixture.NewClient(_gate.Gate.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token") { Content = new StringContent(Grant, Encoding.ASCII, Form) };
        request.Headers.Authorization = Basic("key-1", _secret);
        using HttpResponseMessage response = await admin.SendAsync(request, Given.Token);
        await AssertOpensAsync((await AnswerAsync(response)).GetProperty("access_token").GetString()!);
    }

    [Theory]
    [InlineData("key-1", true, true)]
    [InlineData("key%2D1", true, true)]
    [InlineData("key-1", false, true)]
    public async Task Credentials_stand_in_the_header_or_in_the_body_percent_encoded_or_not(string id, bool header, bool taken)
    {
        using HttpResponseMessage response = header
            ? await AskAsync("/oauth2/token", Grant, Basic(id, Uri.EscapeDataString(_secret)))
            : await AskAsync("/oauth2/token", $"{Grant}&client_id={id}&client_secret={_secret}");
        Assert.Equal(taken, response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("", "", 400, "invalid_request")]
    [InlineData("", "scope=x", 400, "invalid_request")]
    [InlineData("", "grant_type=", 400, "invalid_request")]
    [InlineData("", "grant_type=password", 400, "unsupported_grant_type")]
    [InlineData("", "grant_type=authorization_code", 400, "unsupported_grant_type")]
    [InlineData("", "grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request")]
    [InlineData("?grant_type=password", Grant, 400, "invalid_request")]
    [InlineData("", Grant + "&scope=Users:Delete", 400, "invalid_scope")]
    [InlineData("", Grant + "&scope=Interactions:Read Users:Delete", 400, "invalid_scope")]
    [InlineData("", Grant + "&scope=openid", 400, "invalid_scope")]
    [InlineData("", Grant + "&client_secret=x", 400, "invalid_request")]
    [InlineData("?client_secret=x", Grant, 400, "invalid_request")]
    [InlineData("", Grant + "&client_id=other", 400, "invalid_request")]
    public async Task What_is_wrong_is_told_in_OAuths_words(string query, string body, int status, string code)
    {
        using HttpResponseMessage response = await AskAsync("/oauth2/token" + query, body, Basic("key-1", _secret));
        await AssertRefusedAsync(response, (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Other_bodies_and_methods_are_refused()
    {
        using HttpResponseMessage json = await AskAsync("/oauth2/token", """{"grant_type":"client_credentials"}""", Basic("key-1", _secret), "application/json");
        await AssertRefusedAsync(json, HttpStatusCode.BadRequest, "invalid_request");
        using HttpResponseMessage big = await AskAsync("/oauth2/token", Grant + "&x=" + new string('x', TokenRequest.MaxBytes), Basic("key-1", _secret));
        await AssertRefusedAsync(big, HttpStatusCode.RequestEntityTooLarge, "invalid_request");
        using HttpResponseMessage many = await AskAsync("/oauth2/token", Grant + string.Concat(Enumerable.Range(0, 40).Select(i => $"&p{i}=1")), Basic("key-1", _secret));
        await AssertRefusedAsync(many, HttpStatusCode.BadRequest, "invalid_request");
        using HttpResponseMessage get = await _gate.Client.GetAsync("/oauth2/token?grant_type=client_credentials", Given.Token);
        await AssertRefusedAsync(get, HttpStatusCode.MethodNotAllowed, "invalid_request");
        Assert.Equal("POST", get.Content.Headers.Allow.Single());
    }

    [Fact]
    public async Task Clients_that_are_not_known_are_told_nothing_else()
    {
        string other = _gate.Add();
        string gone = _gate.Add();
        _gate.Revoke(gone);
        var bodies = new List<string>();
        foreach (AuthenticationHeaderValue? credentials in (AuthenticationHeaderValue?[])
            [null, Basic("key-1", other), Basic("key-1", KeySecret.Create()), Basic("nobody", _secret), Basic("key-3", gone), Basic("key-1", ""), new("Basic", "%%%"), new("Bearer", _secret)])
        {
            using HttpResponseMessage response = await AskAsync("/oauth2/token", Grant, credentials);
            bodies.Add(await Given.TextAsync(response));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Basic realm=\"sluice\"", response.Headers.WwwAuthenticate.ToString());
        }

        Assert.Contains("invalid_client", Assert.Single(bodies.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_gives_tokens_to_its_own_networks_alone()
    {
        string secret = _gate.Add(c => c with { Sources = [IPNetwork.Parse("192.0.2.0/24")] });
        using HttpResponseMessage response = await AskAsync("/oauth2/token", Grant, Basic("key-2", secret));
        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, "unauthorized_client");
    }

    [Fact]
    public async Task Neither_secret_nor_token_reaches_the_log_or_the_audit()
    {
        using HttpResponseMessage response = await AskAsync("/oauth2/token", Grant, Basic("key-1", _secret));
        string token = (await AnswerAsync(response)).GetProperty("access_token").GetString()!;
        string wrong = KeySecret.Create();
        for (int i = 0; i <= WrongSecrets.Suffered; i++)
            (await AskAsync("/oauth2/token", $"{Grant}&client_id=key-1&client_secret={wrong}")).Dispose();
        using HttpResponseMessage bad = await OpenAsync(token[..^9] + "AAAAAAAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
        await AssertOpensAsync(token);

        string[] audit = [.. await _gate.Gate.StopAndReadAuditAsync()];
        string all = string.Join('\n', audit) + _gate.Gate.Logs.Text;
        foreach (string canary in (string[])[_secret, wrong, token, token.Split('.')[2], Convert.ToBase64String(Encoding.UTF8.GetBytes($"key-1:{_secret}"))])
            Assert.DoesNotContain(canary, all, StringComparison.Ordinal);

        JsonNode[] minted = [.. audit.Select(l => JsonNode.Parse(l)!).Where(r => (string?)r["event"] == "token.mint")];
        Assert.Single(minted, r => (string?)r["outcome"] == "done" && (string?)r["key_id"] == "key-1" && r["target"] is not null);
        Assert.Equal(WrongSecrets.Suffered, minted.Count(r => (string?)r["outcome"] == "denied"));
        Assert.Single(audit, l => l.Contains("token.guessing", StringComparison.Ordinal));
    }

    private static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        string text = await Given.TextAsync(response);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        string text = await Given.TextAsync(response);
        Assert.True(response.StatusCode == status, text);
        JsonElement body = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, body.GetProperty("error").GetString());
        Assert.NotEmpty(body.GetProperty("error_description").GetString()!);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    private Task<HttpResponseMessage> AskAsync(string target, string? body, AuthenticationHeaderValue? credentials = null, string type = Form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        request.Headers.Authorization = credentials;
        return _gate.SendAsync(request);
    }

    private Task<HttpResponseMessage> OpenAsync(string token) =>
        _gate.SendAsync(KeyGate.Request("/openai/default/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}]}""", token));

    private async Task AssertOpensAsync(string token)
    {
        using HttpResponseMessage response = await OpenAsync(token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await Given.TextAsync(response));
    }
}
