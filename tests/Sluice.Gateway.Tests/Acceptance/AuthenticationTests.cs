using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Inspection.Dialects;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements A1 and A8 of the acceptance, in every dialect: who shows no valid credential gets nowhere, and no credential goes where it does not belong.</summary>
public sealed class AuthenticationTests(AuthenticationTests.Gates gates) : IClassFixture<AuthenticationTests.Gates>
{
    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A1_Whatever_is_wrong_with_a_credential_the_answer_is_the_same_and_nothing_is_sent(string name)
    {
        Spoken spoken = Dialects.Named(name);
        int before = gates.Upstream.Count;
        var answers = new List<string>();
        foreach (string? secret in gates.Invalid)
        {
            using HttpResponseMessage response = await gates.Key.SendAsync(KeyGate.Request(spoken, spoken.Question(stream: false), secret));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
            string headers = string.Join(", ", response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}={string.Join(',', h.Value)}").Order(StringComparer.Ordinal));
            answers.Add($"{headers}\n{await Given.TextAsync(response)}");
        }

        string answer = Assert.Single(answers.Distinct(StringComparer.Ordinal));
        using JsonDocument error = JsonDocument.Parse(answer[(answer.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        string first = spoken.Error.Split(' ')[0].Split('.')[0];
        JsonElement root = error.RootElement.ValueKind == JsonValueKind.Array ? error.RootElement[0] : error.RootElement;
        Assert.True(root.TryGetProperty(first, out _), answer);
        Assert.Equal(before, gates.Upstream.Count);
    }

    /// <summary>Both are hashed and looked up in the same table, in which neither is: there is nothing else that could take longer for one of them.</summary>
    [Fact]
    public void A1_A_revoked_key_leaves_nothing_behind_that_an_unknown_one_does_not_have()
    {
        using var keys = new KeyDirectory(new KeyHasher(new byte[KeyHasher.Size]), TimeProvider.System);
        string secret = KeySecret.Create();
        var caller = new Caller("k") { KeyId = "k", SecretId = "s" };
        keys.Replace("test", [new KeyEntry(new KeyHasher(new byte[KeyHasher.Size]).HashText(secret), caller)]);
        Assert.NotNull(keys.Find(secret));
        keys.Replace("test", []);
        Assert.Equal((0, null, null), (keys.Count, keys.Find(secret), keys.FindKey("k")));
    }

    [Fact]
    public async Task A1_A_body_is_not_read_before_its_sender_is_known()
    {
        using RawCaller caller = await RawCaller.PostAsync(gates.Key.Gate.Proxy, Dialects.All[0].Where("default"), "Transfer-Encoding: chunked", "Expect: 100-continue");
        Assert.Equal(401, await caller.StatusAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A8_The_providers_own_key_goes_up_and_the_callers_does_not_wherever_it_stood(string name)
    {
        Spoken spoken = Dialects.Named(name);
        string secret = gates.Key.Add();
        foreach (string place in (string[])["Authorization", "x-api-key", "api-key", "x-goog-api-key", "x-pan-token", .. spoken.Dialect == "gemini" ? ["query"] : Array.Empty<string>()])
        {
            HttpRequestMessage request = KeyGate.Request(spoken, spoken.Question(stream: false));
            if (place == "query")
                request.RequestUri = new Uri($"{request.RequestUri}?alt=json&k%65y={secret}&x=1%2C2", UriKind.Relative);
            else
                request.Headers.TryAddWithoutValidation(place, place == "Authorization" ? $"Bearer {secret}" : secret);
            request.Headers.TryAddWithoutValidation("OpenAI-Organization", "somebody-else");
            using HttpResponseMessage response = await gates.Key.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, $"{place}: {await Given.TextAsync(response)}");
            RawRequest seen = await gates.NextAsync();
            string everything = $"{seen.Target}\n{string.Join('\n', seen.Headers.Select(h => $"{h.Key}: {h.Value}"))}\n{Encoding.UTF8.GetString(seen.Body)}";
            Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("somebody-else", everything, StringComparison.Ordinal);
            CredentialForm form = DialectCatalog.All[spoken.Dialect].OwnCredential;
            Assert.Equal(form.Prefix + KeyGate.ProviderSecret, seen.Headers[form.Header]);
            if (place == "query")
                Assert.EndsWith("?alt=json&x=1%2C2", seen.Target, StringComparison.Ordinal);
        }
    }

    /// <summary>A caller must not be able to choose what the provider takes it for by presenting a second credential.</summary>
    [Fact]
    public async Task A8_A_providers_key_beside_the_callers_own_is_not_sent_on()
    {
        string secret = gates.Key.Add();
        foreach (string query in (string[])["key=AIzaOther", "access_token=ya29.other", "api-key=other", "%24httpHeaders=Authorization%3Aother", "KEY=other&a=b"])
        {
            HttpRequestMessage request = KeyGate.Request(Dialects.Named("gemini generate").Where("default") + "?" + query, Dialects.Named("gemini generate").Question(stream: false), secret);
            request.Headers.TryAddWithoutValidation("x-goog-api-key", "AIzaOther");
            request.Headers.TryAddWithoutValidation("Cookie", "session=other");
            request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "Other");
            using HttpResponseMessage response = await gates.Key.SendAsync(request);
            RawRequest seen = await gates.NextAsync();
            Assert.DoesNotContain("ther", seen.Target + string.Join('|', seen.Headers.Values), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A8_A_provider_that_echoes_its_key_does_not_tell_the_caller(string name)
    {
        Spoken spoken = Dialects.Named(name);
        string secret = gates.Echoing.Add();
        foreach (string status in (string[])["200", "400", "401", "500"])
        {
            HttpRequestMessage request = KeyGate.Request(spoken, spoken.Question(stream: false), secret);
            request.Headers.Add("x-status", status);
            using HttpResponseMessage response = await gates.Echoing.SendAsync(request);
            string text = await Given.TextAsync(response);
            Assert.DoesNotContain(KeyGate.ProviderSecret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(KeyGate.ProviderSecret, response.Headers.ToString() + response.Content.Headers, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("kept", response.Headers.TryGetValues("x-other", out var other) ? other.Single() : status == "401" ? "kept" : "");
            Assert.Equal(status == "401" ? 502 : int.Parse(status), (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A8_A_streamed_echo_is_redacted_wherever_it_is_cut()
    {
        string secret = gates.Echoing.Add();
        HttpRequestMessage request = KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: true), secret);
        request.Headers.Add("x-status", "stream");
        using HttpResponseMessage response = await gates.Echoing.SendAsync(request);
        string text = await Given.TextAsync(response);
        var said = string.Concat(text.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l => JsonNode.Parse(l[6..])!["choices"]![0]!["delta"]!["content"]?.GetValue<string>()));
        Assert.Equal("It is [REDACTED:provider-key-1]!", said);
    }

    [Fact]
    public async Task A8_The_file_of_a_key_is_read_again_when_the_configuration_is()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first-key\n", Given.Token);
        await using KeyGate gate = await KeyGate.StartAsync(gates.Upstream.Address, c => c["Sluice"]!["Providers"]!["sim"]!["Key"] = $"file:{file}");
        string secret = gate.Add();
        foreach (string key in (string[])["first-key", "second-key"])
        {
            await File.WriteAllTextAsync(file, key, Given.Token);
            Assert.Empty((await gate.Gate.Host.ReloadAsync(Given.Token)).Errors);
            using HttpResponseMessage response = await gate.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), secret));
            Assert.Equal($"Bearer {key}", (await gates.NextAsync()).Headers["Authorization"]);
        }

        File.Delete(file);
    }

    [Theory]
    [InlineData("Providers", """{"sim":{"Key":"env:SLUICE_NO_SUCH_VARIABLE"}}""", "Sluice:Providers:sim:Key")]
    [InlineData("Providers", """{"sim":{"Key":"two words"}}""", "Sluice:Providers:sim:Key")]
    [InlineData("Providers", """{"sim":{"Key":"the-gates-own-key"},"smi":{"Key":"the-gates-own-key"}}""", "Sluice:Providers:smi")]
    [InlineData("Models", """{"Aliases":[{"Name":"a","Model":"b"},{"Name":"b","Model":"c"}]}""", "Sluice:Models:Aliases:0:Model")]
    [InlineData("Models", """{"Aliases":[{"Name":"a","Model":"b"},{"Name":"A","Model":"c"}]}""", "Sluice:Models:Aliases:1:Name")]
    public async Task A_configuration_that_would_not_hold_is_refused_without_a_word_of_the_secret(string section, string value, string key)
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => KeyGate.StartAsync(gates.Upstream.Address, c => c["Sluice"]![section] = JsonNode.Parse(value)));
        Assert.Contains(key, refused.Errors.Select(e => e.Key));
        Assert.DoesNotContain("two words", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_without_a_key_of_the_gates_is_asked_nothing_and_the_answer_names_what_to_set()
    {
        int asked = 0;
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ =>
        {
            asked++;
            return Task.CompletedTask;
        });
        await using KeyGate gate = await KeyGate.StartAsync(upstream.Address, c => c["Sluice"]!["Providers"] = new JsonObject());
        using HttpResponseMessage response = await gate.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), gate.Add()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Sluice:Providers:sim:Key", await Given.TextAsync(response), StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_route_without_a_guard_is_refused_where_callers_need_credentials()
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => KeyGate.StartAsync(
            gates.Upstream.Address, c => c["ReverseProxy"]!["Routes"]!["open"] = JsonNode.Parse("""{"ClusterId":"sim","Match":{"Path":"/open/{**rest}"}}""")));
        Assert.Equal("ReverseProxy:Routes:open:Metadata", Assert.Single(refused.Errors).Key);
    }

    [Fact]
    public async Task A_key_is_refused_from_elsewhere_than_its_networks()
    {
        Caller At(Caller c, string network) => c with { Sources = [IPNetwork.Parse(network)] };
        using HttpResponseMessage refused = await gates.Key.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), gates.Key.Add(c => At(c, "10.0.0.0/8"))));
        Assert.Equal((HttpStatusCode.Forbidden, "address_not_allowed"), (refused.StatusCode, await Given.CodeAsync(refused)));
        using HttpResponseMessage taken = await gates.Key.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), gates.Key.Add(c => At(c, "127.0.0.0/8"))));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await gates.NextAsync();
    }

    [Fact]
    public async Task No_secret_reaches_a_log_or_an_error()
    {
        string secret = gates.Key.Add();
        string unknown = KeySecret.Create();
        foreach (string one in (string[])[secret, unknown])
        {
            HttpRequestMessage request = KeyGate.Request(Dialects.All[0], """{"model":"m","n":2,"messages":[]}""", one);
            using HttpResponseMessage response = await gates.Key.SendAsync(request);
            string answer = response.Headers + await Given.TextAsync(response);
            Assert.DoesNotContain(one, answer, StringComparison.Ordinal);
        }

        foreach (string one in (string[])[secret, unknown, KeyGate.ProviderSecret])
            Assert.DoesNotContain(one, gates.Key.Gate.Logs.Text, StringComparison.Ordinal);
    }

    /// <summary>Gates before an upstream that says nothing, and before one that says all that it was told.</summary>
    public sealed class Gates : IAsyncLifetime
    {
        private RawUpstream _echo = null!;

        public RawUpstream Upstream { get; private set; } = null!;

        internal KeyGate Key { get; private set; } = null!;

        internal KeyGate Echoing { get; private set; } = null!;

        /// <summary>Credentials that open nothing, none at all first.</summary>
        public IReadOnlyList<string?> Invalid { get; private set; } = [];

        public ValueTask<RawRequest> NextAsync() => Upstream.NextRequestAsync(Given.Token);

        public async ValueTask InitializeAsync()
        {
            Upstream = await RawUpstream.StartAsync(context =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync("{}");
            });
            _echo = await RawUpstream.StartAsync(EchoAsync);
            Key = await KeyGate.StartAsync(Upstream.Address);
            Echoing = await KeyGate.StartAsync(_echo.Address);
            string revoked = Key.Add();
            string expired = Key.Add(c => c with { ExpiresAt = TimeProvider.System.GetUtcNow() });
            Key.Revoke(revoked);
            string unknown = KeySecret.Create();
            Invalid = [null, "", "sk-proj-whatever", "slk_short", unknown[..^1], unknown, expired, revoked, new string('x', 9_000)];
        }

        public async ValueTask DisposeAsync()
        {
            await Key.DisposeAsync();
            await Echoing.DisposeAsync();
            await Upstream.DisposeAsync();
            await _echo.DisposeAsync();
        }

        private static async Task EchoAsync(HttpContext context)
        {
            HttpResponse response = context.Response;
            string told = string.Join(" | ", context.Request.Headers.Values);
            response.Headers["x-echo"] = told;
            response.Headers["x-other"] = "kept";
            if (context.Request.Headers["x-status"] == "stream")
            {
                response.ContentType = "text/event-stream";
                foreach (string piece in KeyGate.ProviderSecret.Select(c => c.ToString()).Prepend("It is ").Append("!"))
                    await response.WriteAsync("data: " + new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = piece } }) }.ToJsonString() + "\n\n");
                await response.WriteAsync("data: [DONE]\n\n");
                return;
            }

            response.StatusCode = int.Parse(context.Request.Headers["x-status"]!);
            response.ContentType = "application/json";
            await response.WriteAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = $"Incorrect key: {told}" }, ["headers"] = told }.ToJsonString());
        }
    }
}
