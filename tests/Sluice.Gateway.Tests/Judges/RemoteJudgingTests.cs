using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Tests.Duplex;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>Remote judges and a real gate: who is asked at all, what stays secret, and WebSockets.</summary>
public sealed class RemoteJudgingTests
{
    private const string Secret = "judge-key-that-nobody-sees";
    private const string Ask = """{"type":"conversation.item.create","event_id":"e1","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"@"}]}}""";

    [Theory]
    [InlineData("*", 0)]
    [InlineData("f*", 0)]
    [InlineData("far", 1)]
    [InlineData("far/*", 1)]
    public async Task Text_leaves_the_machine_only_where_the_policy_names_the_judge(string find, int asked)
    {
        await using StubJudge judge = await StubJudge.StartAsync();
        await using RawUpstream upstream = await AnsweringAsync();
        JsonObject detectors = new() { ["far"] = judge.Detector(), ["fig"] = new JsonObject { ["Words"] = new JsonArray("fig tree") } };
        await using GatewayFixture gate = await GatewayFixture.StartAsync(Config(upstream.Address, detectors, find, "Block"));
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/v1/chat/completions", Given.Json("""{"model":"m","messages":[{"role":"user","content":"All is well here."}]}"""), Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(asked, judge.Count);
    }

    [Fact]
    public async Task The_judges_key_is_in_no_log_and_no_error()
    {
        await using StubJudge judge = await StubJudge.StartAsync();
        await using RawUpstream upstream = await AnsweringAsync();
        JsonObject detectors = new() { ["far"] = judge.Detector(remote => remote["Key"] = Secret) };
        string config = Config(upstream.Address, detectors, "far", "Block").Insert(1, """ "Logging": { "LogLevel": { "Default": "Trace", "System": "Trace", "Microsoft": "Trace" } }, """);
        await using GatewayFixture gate = await GatewayFixture.StartAsync(config);
        foreach (StubFailure failure in Enum.GetValues<StubFailure>().Where(f => f != StubFailure.Silence))
        {
            judge.Failure = failure;
            using HttpResponseMessage response = await gate.Client.PostAsync("/g/v1/chat/completions", Given.Json("""{"model":"m","messages":[{"role":"user","content":"All is quite well."}]}"""), Given.Token);
            Assert.DoesNotContain(Secret, await Given.TextAsync(response) + response.Headers, StringComparison.Ordinal);
        }

        Assert.Equal($"Bearer {Secret}", (await judge.NextRequestAsync()).Headers["Authorization"]);
        Assert.DoesNotContain(Secret, gate.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("quite well", gate.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_over_a_socket_waits_for_the_judge_both_ways()
    {
        await using StubJudge judge = await StubJudge.StartAsync();
        await using SocketStage stage = await SocketStage.StartAsync(
            detectors: $"\"far\": {judge.Detector().ToJsonString()},", rules: """{ "Find": "far/place", "Then": "Redact" }, { "Find": "far/tone", "Then": "Block" },""");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(client, Ask.Replace("@", "an alarm for EMP-123456", StringComparison.Ordinal));
            Assert.Equal(Ask.Replace("@", "an [REDACTED:far/place] for [REDACTED:employee]", StringComparison.Ordinal), await provider.HearAsync());
            await Sockets.SayAsync(client, Ask.Replace("@", "I am furious", StringComparison.Ordinal));
            Assert.Contains("\"code\":\"content_filter\"", await Sockets.HearAsync(client), StringComparison.Ordinal);
            judge.Failure = StubFailure.Status;
            await Sockets.SayAsync(client, Ask.Replace("@", "I am calm", StringComparison.Ordinal));
            Assert.Contains("\"code\":\"inspection_failed\"", await Sockets.HearAsync(client), StringComparison.Ordinal);
            judge.Failure = StubFailure.None;
            await provider.SayAsync("""{"type":"response.output_text.delta","event_id":"e9","response_id":"r1","item_id":"i1","output_index":0,"content_index":0,"delta":"There was an alarm. "}""");
            await provider.SayAsync("""{"type":"response.output_text.done","event_id":"e10","response_id":"r1","item_id":"i1","output_index":0,"content_index":0,"text":"There was an alarm. "}""");
            string heard = await Sockets.HearAsync(client) + await Sockets.HearAsync(client);
            Assert.Contains("There was an [REDACTED:far/place].", heard, StringComparison.Ordinal);
            Assert.DoesNotContain("alarm", heard, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Kind", "Nobody", "Kind")]
    [InlineData("Url", "judge.example.com", "Url")]
    [InlineData("Url", "https://user:secret-part@judge.example.com/", "Url")]
    [InlineData("Url", "http://judge.example.com/", "Url")]
    [InlineData("Key", "env:SLUICE_NO_SUCH_VARIABLE", "Key")]
    [InlineData("Key", "not one word", "Key")]
    [InlineData("SigningKey", "short", "SigningKey")]
    [InlineData("Prompt", "Judge {text}", "Prompt")]
    [InlineData("Threshold", "0.5", "Threshold")]
    [InlineData("Timeout", "00:02:00", "Timeout")]
    [InlineData("MaxConcurrent", "0", "MaxConcurrent")]
    [InlineData("Colour", "red", "Colour")]
    public async Task What_cannot_be_is_refused_with_its_key_and_without_any_secret(string key, string value, string named)
    {
        JsonObject remote = new() { ["Kind"] = "Webhook", ["Url"] = "https://judge.example.com/", ["Key"] = Secret };
        remote[key] = value;
        string config = Config(new Uri("http://127.0.0.1:1/"), new JsonObject { ["far"] = new JsonObject { ["Remote"] = remote } }, "secrets/*", "Flag");
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => GatewayFixture.StartAsync(config));
        Assert.Contains(refused.Errors, e => e.Key == $"Sluice:Detectors:far:Remote:{named}");
        Assert.DoesNotContain(refused.Errors, e => e.Message.Contains(Secret, StringComparison.Ordinal) || e.Message.Contains("secret-part", StringComparison.Ordinal));
    }

    private static Task<RawUpstream> AnsweringAsync() => RawUpstream.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    });

    private static string Config(Uri upstream, JsonObject detectors, string find, string then) => new JsonObject
    {
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = new JsonObject
            {
                ["guarded"] = new JsonObject
                {
                    ["ClusterId"] = "up",
                    ["Match"] = new JsonObject { ["Path"] = "/g/{**rest}" },
                    ["Transforms"] = new JsonArray(new JsonObject { ["PathRemovePrefix"] = "/g" }),
                    ["Metadata"] = new JsonObject { ["Dialect"] = "openai", ["Policy"] = "p" },
                },
            },
            ["Clusters"] = new JsonObject { ["up"] = new JsonObject { ["Destinations"] = new JsonObject { ["primary"] = new JsonObject { ["Address"] = upstream.AbsoluteUri } } } },
        },
        ["Sluice"] = new JsonObject
        {
            ["Detectors"] = detectors,
            ["Policies"] = new JsonObject { ["p"] = new JsonObject { ["Rules"] = new JsonArray(new JsonObject { ["Find"] = find, ["Then"] = then }) } },
        },
    }.ToJsonString();
}
