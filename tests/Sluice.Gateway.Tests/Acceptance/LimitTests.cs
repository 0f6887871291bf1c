using System.ClientModel;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI.Chat;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Simulator;
using Sluice.Testing;
using Sluice.Testing.Servers;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements R1 to R4, R6 and R7 of the acceptance, over HTTP; what many nodes and long times do is shown at the limiter itself.</summary>
public sealed class LimitTests(LimitTests.Upstream upstream) : IClassFixture<LimitTests.Upstream>
{
    private const string Ask = "/openai/default/v1/chat/completions";

    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task R1_The_request_behind_the_last_is_refused_as_its_provider_would(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using GatewayFixture gate = await GateAsync("""{ "few": { "Per": "Global", "Max": 1, "Window": "1h" } }""");
        using HttpResponseMessage first = await gate.Client.PostAsync(spoken.Where("default"), Given.Json(spoken.Question(stream: false)), Given.Token);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, first.StatusCode);
        using HttpResponseMessage second = await gate.Client.PostAsync(spoken.Where("default"), Given.Json(spoken.Question(stream: false)), Given.Token);
        Assert.InRange((int)second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3_500, 3_661);
        JsonNode error = JsonNode.Parse(await Given.TextAsync(second))!;
        Assert.Contains("few", error.ToJsonString(), StringComparison.Ordinal);
        if (spoken.Dialect != "mcp")
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Theory]
    [InlineData("openai", "/v1/chat/completions", "x-ratelimit-limit-requests=1 x-ratelimit-remaining-requests=0 x-ratelimit-reset-requests=*", "rate_limit_exceeded")]
    [InlineData("anthropic", "/v1/messages", "anthropic-ratelimit-requests-limit=1 anthropic-ratelimit-requests-remaining=0 anthropic-ratelimit-requests-reset=*", "rate_limit_error")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", "RateLimit-Policy=\"few\";q=1;w=3600 RateLimit=*", "RESOURCE_EXHAUSTED")]
    [InlineData("bedrock", "/model/m/converse", "RateLimit-Policy=\"few\";q=1;w=3600 RateLimit=*", "ThrottlingException")]
    public async Task R1_The_headers_are_the_providers_own(string dialect, string path, string headers, string word)
    {
        Spoken spoken = Dialects.All.First(s => s.Dialect == dialect);
        await using GatewayFixture gate = await GateAsync("""{ "few": { "Per": "Global", "Max": 1, "Window": "1h" } }""");
        using HttpResponseMessage first = await gate.Client.PostAsync($"/{dialect}/default{path}", Given.Json(spoken.Question(stream: false)), Given.Token);
        using HttpResponseMessage refused = await gate.Client.PostAsync($"/{dialect}/default{path}", Given.Json(spoken.Question(stream: false)), Given.Token);
        foreach (string header in headers.Split(' '))
        {
            string[] parts = header.Split('=', 2);
            string value = Assert.Single(refused.Headers.GetValues(parts[0]));
            if (parts[1] != "*")
                Assert.Equal(parts[1], value);
        }

        Assert.Contains(word, await Given.TextAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R1_The_openai_sdk_sees_a_rate_limit_with_the_right_hint()
    {
        await using GatewayFixture gate = await GateAsync("""{ "few": { "Max": 1, "Window": "30s" } }""");
        ChatClient client = SdkClient.Of(new Uri(gate.Proxy, "/openai/default/v1"));
        await client.CompleteChatAsync([new UserChatMessage("Tell me.")], null, Given.Token);
        ClientResultException refused = await Assert.ThrowsAsync<ClientResultException>(() => client.CompleteChatAsync([new UserChatMessage("Tell me.")], null, Given.Token));
        Assert.Equal(429, refused.Status);
        Assert.Equal("rate_limit_exceeded", JsonNode.Parse(refused.GetRawResponse()!.Content)!["error"]!["code"]!.GetValue<string>());
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out string? seconds));
        Assert.InRange(int.Parse(seconds!), 25, 31);
    }

    [Fact]
    public async Task R2_What_was_sent_to_a_caller_that_left_is_counted()
    {
        await using GatewayFixture gate = await GateAsync("""{ "t": { "Per": "Global", "Count": "OutputTokens", "Max": 40, "Window": "1h" } }""", assumed: 5);
        var script = new JsonObject { ["reply"] = new string('x', 200), ["cut"] = new JsonObject { ["at"] = 100 }, ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = "r2" }) };
        HttpResponseMessage stream = await SendAsync(gate, script, stream: true);
        await ReadUntilAsync(await stream.Content.ReadAsStreamAsync(Given.Token), "xxx");
        await upstream.Simulator.WaitForGateAsync("r2", Given.Token);
        stream.Dispose();
        await upstream.Simulator.WaitForAbortAsync(Given.Token);
        while ((await Given.TextAsync(await SendAsync(gate, new JsonObject { ["reply"] = "y" }, stream: false))).Contains("\"object\":\"chat.completion\"", StringComparison.Ordinal))
            await Task.Delay(5, Given.Token); // Settled a moment after the provider was told; each of these takes some of the rest.
        using HttpResponseMessage refused = await SendAsync(gate, new JsonObject { ["reply"] = "y" }, stream: false);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.Contains("x-ratelimit-limit-tokens"));
    }

    [Fact]
    public async Task R2_A_stream_that_exhausts_the_budget_ends_whole_and_the_next_request_waits()
    {
        await using GatewayFixture gate = await GateAsync("""{ "t": { "Per": "Global", "Count": "OutputTokens", "Max": 20, "Window": "1h" } }""", assumed: 5);
        using HttpResponseMessage stream = await SendAsync(gate, new JsonObject { ["reply"] = string.Concat(Enumerable.Repeat("word ", 100)) }, stream: true);
        string text = await Given.TextAsync(stream);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", text, StringComparison.Ordinal);
        using HttpResponseMessage refused = await SendAsync(gate, [], stream: false);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.FromHours(4), "some 125 tokens of 20 an hour are six hours' worth");
    }

    [Theory]
    [InlineData("openai", "\"code\":\"rate_limit_exceeded\"", "data: [DONE]\n\n")]
    [InlineData("anthropic", "\"type\":\"rate_limit_error\"", "\n\n")]
    public async Task R2_A_limit_may_cut_a_stream_in_its_own_grammar(string dialect, string error, string end)
    {
        await using GatewayFixture gate = await GateAsync("""{ "t": { "Per": "Global", "Count": "OutputTokens", "Max": 300, "Window": "1h", "Cut": true } }""", assumed: 10);
        Spoken spoken = Dialects.All.First(s => s.Dialect == dialect);
        string body = spoken.Question(stream: true).Replace("\"max_tokens\":9,", "", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, spoken.Where("default", stream: true)) { Content = Given.Json(body) };
        request.Headers.Add("x-sim-script", Stage.Header(new JsonObject { ["reply"] = string.Concat(Enumerable.Repeat("word ", 2_000)) }));
        using HttpResponseMessage stream = await gate.Client.SendAsync(request, Given.Token);
        string text = await Given.TextAsync(stream);
        Assert.Contains(error, text, StringComparison.Ordinal);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        Assert.True(text.Split("wor").Length - 1 is >= 100 and < 2_000, text);
    }

    [Fact]
    public async Task R3_The_stream_beyond_the_limit_is_refused_and_a_slot_is_free_once_its_caller_left()
    {
        await using GatewayFixture gate = await GateAsync("""{ "c": { "Per": "Global", "Count": "Concurrent", "Max": 2 } }""");
        HttpResponseMessage[] streams = [await OpenAsync(gate, "r3-a"), await OpenAsync(gate, "r3-b")];
        using (HttpResponseMessage refused = await SendAsync(gate, [], stream: true))
            Assert.Equal((HttpStatusCode.TooManyRequests, 1), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.Seconds));
        var watch = Stopwatch.StartNew();
        streams[0].Dispose();
        HttpResponseMessage next = await SendAsync(gate, [], stream: false);
        while (next.StatusCode == HttpStatusCode.TooManyRequests)
            next = await SendAsync(gate, [], stream: false);
        TestContext.Current.TestOutputHelper?.WriteLine($"a slot was free after {watch.Elapsed.TotalMilliseconds:F1} ms");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        streams[1].Dispose();
    }

    [Fact]
    public async Task R4_A_quota_is_announced_and_ends_as_one()
    {
        await using GatewayFixture gate = await GateAsync("""{ "daily": { "Per": "Tenant", "Max": 5, "Window": "1d" } }""");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(i >= 4, gate.Logs.Text.Contains("The quota daily is used up to 4 of 5", StringComparison.Ordinal));
            using HttpResponseMessage answer = await SendAsync(gate, [], stream: false);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using HttpResponseMessage refused = await SendAsync(gate, [], stream: false);
        Assert.Equal((HttpStatusCode.TooManyRequests, "insufficient_quota"), (refused.StatusCode, await Given.CodeAsync(refused)));
    }

    [Fact]
    public async Task R6_Sources_count_by_range_behind_trusted_proxies_alone()
    {
        const string quota = """{ "s": { "Per": "Source", "Max": 1, "Window": "1h" } }""";
        await using GatewayFixture trusting = await GateAsync(quota, more: new JsonObject { ["TrustedProxies"] = new JsonArray("127.0.0.0/8") });
        Assert.Equal(HttpStatusCode.OK, await FromAsync(trusting, "198.51.100.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FromAsync(trusting, "198.51.100.200"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(trusting, "198.51.101.7"));
        await using GatewayFixture plain = await GateAsync(quota);
        Assert.Equal(HttpStatusCode.OK, await FromAsync(plain, "198.51.100.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FromAsync(plain, "203.0.113.7"));
    }

    [Fact]
    public async Task R7_Without_redis_a_closed_limit_answers_503_and_heals_by_itself()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        var place = new JsonObject { ["Redis"] = redis.Connection };
        await using GatewayFixture gate = await GateAsync("""{ "t": { "Per": "Tenant", "Max": 100, "Window": "1h", "OnOutage": "Closed" } }""", more: place);
        await UntilAsync(gate, HttpStatusCode.OK);
        await redis.StopAsync();
        using HttpResponseMessage refused = await UntilAsync(gate, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("limits_unavailable", await Given.CodeAsync(refused));
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await redis.StartAgainAsync();
        await UntilAsync(gate, HttpStatusCode.OK);
    }

    [Fact]
    public async Task R1_Two_gates_on_one_redis_share_a_limit()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        JsonObject place = new() { ["Redis"] = redis.Connection, ["Counting"] = new JsonObject { ["RedisDeadline"] = 5_000 } };
        const string quota = """{ "t": { "Per": "Tenant", "Max": 7, "Window": "1h", "OnOutage": "Closed" } }""";
        await using GatewayFixture one = await GateAsync(quota, more: place);
        await using GatewayFixture two = await GateAsync(quota, more: place);
        int passed = 0;
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage answer = await SendAsync(i % 2 == 0 ? one : two, [], stream: false);
            passed += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(7, passed);
    }

    [Fact]
    public async Task What_never_got_an_answer_costs_nothing()
    {
        await using GatewayFixture gate = await AcceptanceGate.StartAsync(new Uri("http://127.0.0.1:1/"), Quotas("""{ "r": { "Per": "Global", "Max": 1, "Window": "1h" }, "c": { "Per": "Global", "Count": "Concurrent", "Max": 1 } }"""));
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage failed = await SendAsync(gate, [], stream: false);
            Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
        }
    }

    /// <summary>Another name for a model is no way around its limit.</summary>
    [Theory]
    [InlineData("""{ "dear": { "Per": "Global", "Model": "gpt-5*", "Max": 2, "Window": "1h" } }""")]
    [InlineData("""{ "each": { "Per": "Model", "Max": 2, "Window": "1h" } }""")]
    public async Task R6_A_limit_counts_the_model_that_an_alias_stands_for(string quotas)
    {
        var more = new JsonObject { ["Models"] = JsonNode.Parse("""{ "Aliases": [{ "Name": "quick", "Model": "gpt-5-mini" }] }""") };
        await using GatewayFixture gate = await GateAsync(quotas, more: more);
        foreach (string model in (string[])["gpt-5-mini", "Quick", "other"])
            Assert.Equal(HttpStatusCode.OK, await OfModelAsync(gate, model));
        Assert.Equal(HttpStatusCode.TooManyRequests, await OfModelAsync(gate, "quick"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await OfModelAsync(gate, "GPT-5-mini"));
        Assert.Equal(HttpStatusCode.OK, await OfModelAsync(gate, "other"));
    }

    [Fact]
    public async Task Callers_are_told_apart_by_their_credential()
    {
        await using GatewayFixture gate = await GateAsync("""{ "r": { "Max": 1, "Window": "1h" } }""");
        foreach (string key in (string[])["one", "two"])
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gate, [], stream: false, key)).StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(gate, [], stream: false, key)).StatusCode);
        }
    }

    private static JsonObject Quotas(string quotas, int assumed = 512) => new() { ["Quotas"] = JsonNode.Parse(quotas), ["Counting"] = new JsonObject { ["AssumedOutputTokens"] = assumed } };

    private Task<GatewayFixture> GateAsync(string quotas, int assumed = 512, JsonObject? more = null)
    {
        JsonObject sluice = Quotas(quotas, assumed);
        foreach ((string name, JsonNode? member) in more ?? [])
            sluice[name] = member?.DeepClone();
        return AcceptanceGate.StartAsync(upstream.Simulator.Address, sluice);
    }

    private static Task<HttpResponseMessage> SendAsync(GatewayFixture gate, JsonObject script, bool stream, string key = "any", string? from = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Ask) { Content = Given.Json($$"""{"model":"sim","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Tell me."}]}""") };
        request.Headers.Add("x-sim-script", Stage.Header(script));
        request.Headers.Add("Authorization", "Bearer " + key);
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        return gate.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    private static async Task<HttpStatusCode> FromAsync(GatewayFixture gate, string address)
    {
        using HttpResponseMessage answer = await SendAsync(gate, [], stream: false, from: address);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> OfModelAsync(GatewayFixture gate, string model)
    {
        using HttpResponseMessage answer = await gate.Client.PostAsync(Ask, Given.Json($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Tell me."}]}"""), Given.Token);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> OpenAsync(GatewayFixture gate, string pause)
    {
        HttpResponseMessage stream = await SendAsync(gate, new JsonObject { ["reply"] = "one two", ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = pause }) }, stream: true);
        await upstream.Simulator.WaitForGateAsync(pause, Given.Token);
        return stream;
    }

    private static async Task<HttpResponseMessage> UntilAsync(GatewayFixture gate, HttpStatusCode status)
    {
        for (var watch = Stopwatch.StartNew(); ; Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"{status} never came"))
        {
            HttpResponseMessage answer = await SendAsync(gate, [], stream: false);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
            if (answer.StatusCode == status)
                return answer;
            await Task.Delay(20, Given.Token);
        }
    }

    private static async Task ReadUntilAsync(Stream stream, string mark)
    {
        var seen = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!seen.ToString().Contains(mark, StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, Given.Token);
            Assert.NotEqual(0, read);
            seen.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }

    public sealed class Upstream : IAsyncLifetime
    {
        public SimulatorServer Simulator { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Simulator = await SimulatorServer.StartAsync();

        public ValueTask DisposeAsync() => Simulator.DisposeAsync();
    }
}
