using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Tests.Acceptance;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Audit;

public sealed class ExchangeAuditTests
{
    [Fact]
    public async Task A_thousand_mixed_requests_give_a_thousand_records()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(AnswerAsync);
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address, """ "Limits": { "MaxBodyBytes": 4096 }, """));
        (HttpMethod Method, string Path, string? Body, int Status, string Outcome)[] kinds =
        [
            (HttpMethod.Post, "/g/chat", "{}", 200, "allowed"),
            (HttpMethod.Post, "/g/chat", "REPLACE", 200, "redacted"),
            (HttpMethod.Post, "/g/chat", "REFUSE", 400, "blocked"),
            (HttpMethod.Get, "/g/models", null, 200, "allowed"),
            (HttpMethod.Post, "/g/chat?cut", "{}", 502, "failed"),
            (HttpMethod.Post, "/g/chat?denied", "{}", 403, "allowed"),
            (HttpMethod.Post, "/g/chat", new string('x', 5_000), 413, "failed"),
            (HttpMethod.Post, "/plain/x", "{}", 200, "allowed"),
            (HttpMethod.Get, "/nowhere", null, 404, "denied"),
            (HttpMethod.Get, "/healthz/live", null, 200, ""),
        ];
        foreach (var kind in kinds)
            Assert.Equal(kind.Status, await SendAsync(gate, kind.Method, kind.Path, kind.Body));
        await Parallel.ForAsync(1, 111, async (_, _) =>
        {
            foreach (var kind in kinds.Where(k => k.Outcome.Length > 0))
                await SendAsync(gate, kind.Method, kind.Path, kind.Body);
        });
        await SendAsync(gate, HttpMethod.Get, "/nowhere", body: null);

        List<JsonElement> records = Parse(await gate.StopAndReadAuditAsync());
        Assert.Equal(1_000, records.Count);
        Assert.Equal(1_000, records.Select(r => Text(r, "id")).Distinct().Count());
        foreach (var group in kinds.Where(k => k.Outcome.Length > 0).GroupBy(k => (k.Status, k.Outcome)))
        {
            int extra = group.Key.Status == 404 ? 1 : 0;
            Assert.Equal((group.Count() * 111) + extra, records.Count(r => r.GetProperty("status").GetInt32() == group.Key.Status && Text(r, "outcome") == group.Key.Outcome));
        }
    }

    [Fact]
    public async Task A_record_says_who_from_where_what_and_how_it_was_decided()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(AnswerAsync);
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address, """ "TrustedProxies": ["127.0.0.0/8"], """));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = Given.Json("REPLACE") };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer canary-credential");
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);

        JsonElement record = Assert.Single(Parse(await gate.StopAndReadAuditAsync()));
        Assert.Equal("exchange", Text(record, "event"));
        Assert.Equal("redacted", Text(record, "outcome"));
        Assert.Equal("default", Text(record, "tenant"));
        Assert.Equal("203.0.113.9", Text(record, "source"));
        Assert.Equal(("guarded", "probe", "chat", "probe-model", "default"), (Text(record, "route"), Text(record, "dialect"), Text(record, "endpoint"), Text(record, "model"), Text(record, "policy")));
        Assert.Equal("probe/replace=redact", Assert.Single(record.GetProperty("rules").EnumerateArray()).GetString());
        Assert.Equal((7, 11), (record.GetProperty("input_tokens").GetInt32(), record.GetProperty("output_tokens").GetInt32()));
        Assert.Equal(gate.Host.Configuration.Revision, record.GetProperty("revision").GetInt64());
        Assert.InRange(record.GetProperty("milliseconds").GetDouble(), double.Epsilon, 60_000);
        Assert.Equal(7, Guid.Parse(Text(record, "id")!).Version);
        Assert.NotEqual("anonymous", Text(record, "actor"));
        Assert.False(record.TryGetProperty("estimated", out JsonElement estimated) && estimated.GetBoolean());
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"sixteen letters."}}]}""", true)]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"sixteen letters."}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""", false)]
    public async Task Tokens_that_no_provider_counted_are_estimated_and_said_to_be(string answer, bool estimated)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(answer);
        });
        await using KeyGate gate = await KeyGate.StartAsync(upstream.Address);
        using HttpResponseMessage response = await gate.SendAsync(KeyGate.Request(Dialects.All[0], """{"model":"m","messages":[{"role":"user","content":"twelve chars"}]}""", gate.Add()));
        JsonElement record = Assert.Single(Parse(await gate.Gate.StopAndReadAuditAsync()));
        Assert.Equal((estimated, 4), (record.TryGetProperty("estimated", out JsonElement said) && said.GetBoolean(), record.GetProperty("output_tokens").GetInt32()));
        Assert.True(record.GetProperty("input_tokens").GetInt32() >= 3);
    }

    [Fact]
    public async Task Neither_content_nor_credential_nor_query_reaches_a_record()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers["x-request-id"] = "canary-header";
            return context.Response.WriteAsync("""{"answer":"canary-answer REPLACE"}""");
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        foreach (string path in (string[])["/g/chat?key=canary-query", "/g/canary-path", "/nowhere/canary-path", "/plain/canary-path", "/open/chat"])
        {
            foreach (string body in (string[])["canary REPLACE", "canary REFUSE", "canary THROW", "{}"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Given.Json(body) };
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer canary-credential");
                request.Headers.TryAddWithoutValidation("x-api-key", "canary-key");
                request.Headers.TryAddWithoutValidation("User-Agent", "canary-agent");
                using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
            }
        }

        IReadOnlyList<string> lines = await gate.StopAndReadAuditAsync();
        Assert.Equal(20, lines.Count);
        Assert.DoesNotContain(lines, l => l.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_leaves_gives_one_record()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync("127.0.0.1", gate.Proxy.Port, Given.Token);
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /g/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"), Given.Token);
            await asked.Task.WaitAsync(Given.Token);
        }

        JsonElement record = Assert.Single(Parse(await gate.StopAndReadAuditAsync()));
        Assert.Equal(("failed", "client_gone"), (Text(record, "outcome"), Text(record, "reason")));
    }

    [Theory]
    [InlineData("Monitor", "flagged")]
    [InlineData("Enforce", "redacted")]
    public async Task What_a_monitoring_policy_would_have_done_is_flagged(string mode, string outcome)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(AnswerAsync);
        string config = Given.Config(upstream.Address).Replace("\"default\": {", $"\"default\": {{ \"Mode\": \"{mode}\",", StringComparison.Ordinal);
        await using GatewayFixture gate = await Given.GateAsync(config);
        await SendAsync(gate, HttpMethod.Post, "/g/chat", "REPLACE");
        Assert.Equal(outcome, Text(Assert.Single(Parse(await gate.StopAndReadAuditAsync())), "outcome"));
    }

    [Fact]
    public async Task Nothing_is_recorded_where_the_configuration_says_so()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(AnswerAsync);
        await using GatewayFixture gate = await Given.GateAsync(upstream, """ "Audit": { "Enabled": false }, """);
        Assert.Equal(200, await SendAsync(gate, HttpMethod.Post, "/g/chat", "{}"));
        Assert.Empty(await gate.StopAndReadAuditAsync());
    }

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Request.QueryString.Value == "?cut")
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = context.Request.QueryString.Value == "?denied" ? 403 : 200;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    }

    private static async Task<int> SendAsync(GatewayFixture gate, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = Given.Json(body);
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        return (int)response.StatusCode;
    }

    private static List<JsonElement> Parse(IEnumerable<string> lines) => [.. lines.Select(l => JsonElement.Parse(l))];

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
