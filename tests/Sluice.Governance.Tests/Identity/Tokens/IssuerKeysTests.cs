using System.Security.Cryptography;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>An issuer's keys, from a real server.</summary>
public sealed class IssuerKeysTests : IAsyncLifetime
{
    private TokenStage _stage = null!;
    private ForeignIssuer _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await TokenStage.StartAsync();
        _issuer = await ForeignIssuer.StartAsync();
        _stage.Trust(("corp", _issuer.Options()));
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Keys_are_fetched_once_however_many_tokens_come_at_once()
    {
        var gate = new TaskCompletionSource();
        _issuer.Server.Gate = gate.Task;
        Task<string?>[] callers = [.. Enumerable.Range(0, 20).Select(i => IdAsync(Token(("sub", $"s{i}"))))];
        gate.SetResult();
        string?[] ids = await Task.WhenAll(callers);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"corp:s{i}"), ids);
        Assert.Equal(1, _issuer.Server.Fetches);
    }

    [Fact]
    public async Task A5_A_flood_of_unknown_key_ids_fetches_once_in_30_seconds()
    {
        Assert.NotNull(await IdAsync(Token()));
        for (int i = 0; i < 100; i++)
            Assert.Null(await IdAsync(Unknown(i)));
        Assert.Equal(1, _issuer.Server.Fetches);

        _stage.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Null(await IdAsync(Unknown(100)));
        Assert.Equal(1, _issuer.Server.Fetches);

        _stage.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Task.WhenAll(Enumerable.Range(101, 100).Select(i => IdAsync(Unknown(i))));
        Assert.Equal(2, _issuer.Server.Fetches);
        Assert.NotNull(await IdAsync(Token(("sub", "after"))));
    }

    [Fact]
    public async Task A5_The_issuers_next_key_is_taken_without_a_restart()
    {
        Assert.NotNull(await IdAsync(Token()));
        using var next = RSA.Create(2048);
        _issuer.Server.Document = Jwt.Set(Jwt.Jwk(ForeignIssuer.Rsa, "r1"), Jwt.Jwk(next, "r2"));
        string token = Jwt.Of("""{"alg":"RS256","kid":"r2"}""", ForeignIssuer.Claims(_stage.Clock).ToJsonString(), Jwt.Rs(next));

        _stage.Clock.Advance(IssuerKeys.Interval);

        Assert.NotNull(await IdAsync(token));
        Assert.NotNull(await IdAsync(Token()));
    }

    [Fact]
    public async Task A_withdrawn_key_is_trusted_no_longer_once_the_set_is_renewed()
    {
        string token = Token();
        Assert.NotNull(await IdAsync(token));
        _issuer.Server.Document = Jwt.Set(Jwt.Jwk(_issuer.Ec, "e1"));
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.NotNull(await IdAsync(token));

        Assert.Null(await IdAsync(Unknown(1)));

        Assert.Null(await IdAsync(token));
    }

    [Fact]
    public async Task Keys_are_renewed_every_ten_minutes_without_being_asked_for_an_unknown_one()
    {
        string token = Token();
        Assert.NotNull(await IdAsync(token));
        _issuer.Server.Document = Jwt.Set(Jwt.Jwk(_issuer.Ec, "e1"));
        _stage.Clock.Advance(IssuerKeys.Age);
        while (await IdAsync(token) is not null)
            await Task.Yield();
        Assert.Equal(2, _issuer.Server.Fetches);
    }

    [Fact]
    public async Task Another_key_of_the_same_id_is_another_key()
    {
        string token = Token();
        Assert.NotNull(await IdAsync(token));
        using var next = RSA.Create(2048);
        _issuer.Server.Document = Jwt.Set(Jwt.Jwk(next, "r1"));
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.Null(await IdAsync(Unknown(1)));

        Assert.Null(await IdAsync(token));
        Assert.NotNull(await IdAsync(Jwt.Of("""{"alg":"RS256","kid":"r1"}""", ForeignIssuer.Claims(_stage.Clock).ToJsonString(), Jwt.Rs(next))));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "not JSON")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, "{\"keys\":{}}")]
    [InlineData(302, "")]
    public async Task What_cannot_be_fetched_leaves_the_last_keys_and_heals_by_itself(int status, string document)
    {
        Assert.NotNull(await IdAsync(Token()));
        string good = _issuer.Server.Document;
        (_issuer.Server.Status, _issuer.Server.Document, _issuer.Server.Location) = (status, document, status == 302 ? "/elsewhere" : null);
        for (int i = 0; i < 3; i++)
        {
            _stage.Clock.Advance(IssuerKeys.Interval);
            Assert.Null(await IdAsync(Unknown(i)));
            Assert.NotNull(await IdAsync(Token(("sub", $"s{i}"))));
        }

        Assert.Equal(4, _issuer.Server.Fetches);
        (_issuer.Server.Status, _issuer.Server.Document, _issuer.Server.Location) = (200, good.Replace("\"r1\"", "\"r3\"", StringComparison.Ordinal), null);
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.NotNull(await IdAsync(ForeignIssuer.Signed("""{"alg":"RS256","kid":"r3"}""", ForeignIssuer.Claims(_stage.Clock).ToJsonString())));
    }

    [Fact]
    public async Task A_server_that_is_gone_leaves_the_last_keys()
    {
        Assert.NotNull(await IdAsync(Token()));
        await _issuer.Server.DisposeAsync();
        _stage.Clock.Advance(IssuerKeys.Age);
        Assert.Null(await IdAsync(Unknown(1)));
        Assert.NotNull(await IdAsync(Token(("sub", "later"))));
    }

    [Fact]
    public async Task A_document_that_is_too_long_is_none()
    {
        _issuer.Server.Document = new string(' ', JwksSource.MaxBytes) + _issuer.Server.Document;
        Assert.Null(await IdAsync(Token()));
        _issuer.Server.Document = _issuer.Server.Document.Trim();
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.NotNull(await IdAsync(Token()));
    }

    [Fact]
    public async Task A_set_with_too_many_keys_is_none()
    {
        _issuer.Server.Document = Jwt.Set([.. Enumerable.Range(0, 101).Select(i => Jwt.Jwk(_issuer.Ec, $"e{i}"))]);
        Assert.Null(await IdAsync(Jwt.Of("""{"alg":"ES256","kid":"e1"}""", ForeignIssuer.Claims(_stage.Clock).ToJsonString(), Jwt.Es(_issuer.Ec))));
    }

    [Fact]
    public async Task A_discovery_document_leads_to_the_keys()
    {
        _issuer.Server.Discovery = $$"""{"issuer":"{{ForeignIssuer.Name}}","jwks_uri":"{{_issuer.Server.Keys}}"}""";
        _stage.Trust(("corp", _issuer.Options(o => o.Jwks = Discovery)));
        Assert.NotNull(await IdAsync(Token()));
    }

    [Theory]
    [InlineData("{\"issuer\":\"https://evil.example/\",\"jwks_uri\":\"KEYS\"}")]
    [InlineData("{\"jwks_uri\":\"KEYS\"}")]
    [InlineData("{\"issuer\":\"https://issuer.example/\"}")]
    [InlineData("{\"issuer\":\"https://issuer.example/\",\"jwks_uri\":\"http://192.0.2.1/keys\"}")]
    [InlineData("{\"issuer\":\"https://issuer.example/\",\"jwks_uri\":\"file:///etc/passwd\"}")]
    public async Task A_discovery_document_that_is_not_the_issuers_or_leads_into_the_open_is_not_followed(string document)
    {
        _issuer.Server.Discovery = document.Replace("KEYS", _issuer.Server.Keys, StringComparison.Ordinal);
        _stage.Trust(("corp", _issuer.Options(o => o.Jwks = Discovery)));
        Assert.Null(await IdAsync(Token()));
        Assert.Equal(0, _issuer.Server.Fetches);
    }

    [Fact]
    public async Task Keys_may_lie_in_a_file()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Jwt.Set(Jwt.Jwk(_issuer.Ec, "e1")), TokenStage.Token);
        _stage.Trust(("corp", _issuer.Options(o => o.Jwks = "file:" + file)));
        Assert.Null(await IdAsync(Token()));
        await File.WriteAllTextAsync(file, _issuer.Server.Document, TokenStage.Token);
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.NotNull(await IdAsync(Token()));
        File.Delete(file);
        _stage.Clock.Advance(IssuerKeys.Interval);
        Assert.Null(await IdAsync(Unknown(1)));
        Assert.NotNull(await IdAsync(Token(("sub", "later"))));
        Assert.Equal(0, _issuer.Server.Fetches);
    }

    [Theory]
    [InlineData("https://issuer.example/keys", true)]
    [InlineData("http://127.0.0.1:9/keys", true)]
    [InlineData("http://localhost/keys", true)]
    [InlineData("file:keys.json", true)]
    [InlineData("http://issuer.example/keys", false)]
    [InlineData("ftp://issuer.example/keys", false)]
    [InlineData("keys.json", false)]
    [InlineData("file:", false)]
    [InlineData("", false)]
    public void Keys_come_encrypted_or_from_this_machine(string location, bool taken) => Assert.Equal(taken, JwksSource.Objection(location) is null);

    [Fact]
    public async Task A_changed_configuration_trusts_whom_it_names_and_an_unchanged_one_fetches_nothing()
    {
        string token = Token();
        Assert.NotNull(await IdAsync(token));
        _stage.Trust(("corp", _issuer.Options()));
        Assert.NotNull(await IdAsync(token));
        Assert.Equal(1, _issuer.Server.Fetches);
        _stage.Trust();
        Assert.Null(await IdAsync(token));
    }

    private string Discovery => new Uri(_issuer.Server.Address, "/.well-known/openid-configuration").AbsoluteUri;

    private string Token(params (string Name, System.Text.Json.Nodes.JsonNode? Value)[] changes) => ForeignIssuer.Token(_stage.Clock, changes);

    private string Unknown(int i) => ForeignIssuer.Signed($$"""{"alg":"RS256","kid":"unknown-{{i}}"}""", ForeignIssuer.Claims(_stage.Clock).ToJsonString());

    private async Task<string?> IdAsync(string token) => (await _stage.FindAsync(token))?.Id;
}
