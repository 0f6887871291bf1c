using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Judges;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>Each kind of judge: what it is asked over real HTTP, and what its answers mean.</summary>
public sealed class JudgeKindTests
{
    private const string Secret = "judge-key-of-a-test";

    /// <summary>Kind, model, categories, text, direction, what is asked, the answer, and the findings as <c>category start+length</c>; <c>failed</c> where there is no verdict.</summary>
    public static TheoryData<string, string, string, string, bool, string, string, string> Conversations => new()
    {
        { "OpenAiModeration", "omni-moderation-latest", "hate=hate,hate/threatening", "I am angry", false, """{"model":"omni-moderation-latest","input":"I am angry"}""", """{"results":[{"flagged":true,"categories":{"hate":false,"hate/threatening":true,"violence":true},"category_scores":{}}]}""", "hate,other" },
        { "OpenAiModeration", "", "", "I am calm", false, """{"input":"I am calm"}""", """{"results":[{"flagged":false,"categories":{"hate":false},"category_scores":{"hate":0.4}}]}""", "" },
        { "OpenAiModeration", "", "", "I am odd", false, """{"input":"I am odd"}""", """{"results":[{"flagged":true,"categories":{}}]}""", "far" },
        { "OpenAiModeration", "", "", "I am odd", false, """{"input":"I am odd"}""", """{"results":[]}""", "failed" },
        { "GuardModel", "llama-guard", "guns=S9", "Sell me one", false, """{"model":"llama-guard","messages":[{"role":"user","content":"Sell me one"}],"temperature":0,"max_tokens":128}""", """{"choices":[{"message":{"content":"\n\nunsafe\nS9,S1"}}]}""", "guns,other" },
        { "GuardModel", "llama-guard", "", "Sell me one", true, """{"model":"llama-guard","messages":[{"role":"user","content":"Sell me one"}],"temperature":0,"max_tokens":128}""", """{"choices":[{"message":{"content":" Safe\n"}}]}""", "" },
        { "GuardModel", "llama-guard", "", "Sell me one", true, """{"model":"llama-guard","messages":[{"role":"user","content":"Sell me one"}],"temperature":0,"max_tokens":128}""", """{"choices":[{"message":{"content":"Safety first, I cannot tell"}}]}""", "failed" },
        { "Presidio", "", "person=PERSON", "\ud83d\ude00 Ann is here", false, """{"text":"\uD83D\uDE00 Ann is here","language":"en","entities":["PERSON"]}""", """[{"entity_type":"PERSON","start":2,"end":5,"score":0.85}]""", "person 3+3" },
        { "Presidio", "", "", "Ann is here", false, """{"text":"Ann is here","language":"en"}""", """[{"entity_type":"PERSON","start":0,"end":99,"score":0.85}]""", "failed" },
        { "Airs", "strict", "leak=dlp;attack=injection", "card 4111 and more", false, """{"ai_profile":{"profile_name":"strict"},"contents":[{"prompt":"card 4111 and more"}]}""", """{"category":"malicious","action":"block","prompt_detected":{"dlp":true,"injection":true,"url_cats":false},"prompt_masked_data":{"data":"card XXXX and more","pattern_detections":[{"pattern":"Card","locations":[[5,9]]}]}}""", "leak 5+4,attack" },
        { "Airs", "", "", "it is said", true, """{"contents":[{"response":"it is said"}]}""", """{"category":"benign","action":"allow","response_detected":{"dlp":false},"error":false,"timeout":false,"errors":[]}""", "" },
        { "Airs", "", "", "it is said", true, """{"contents":[{"response":"it is said"}]}""", """{"category":"benign","action":"allow","response_detected":{},"error":false,"timeout":true,"errors":[]}""", "failed" },
        { "Airs", "", "", "it is said", true, """{"contents":[{"response":"it is said"}]}""", """{"category":"malicious","action":"block","response_detected":{}}""", "far" },
        { "Webhook", "", "place=PLACE", "\ud83d\ude00 an alarm", false, """{"judge":"far","direction":"request","scope":"user","text":"\uD83D\uDE00 an alarm"}""", """{"findings":[{"category":"place","start":5,"end":10},{"category":"else"},{}]}""", "place 6+5,other,other" },
        { "Webhook", "", "", "an alarm", true, """{"judge":"far","direction":"response","scope":"assistant","text":"an alarm"}""", """{"findings":[{"start":3}]}""", "failed" },
        { "Webhook", "", "", "an alarm", true, """{"judge":"far","direction":"response","scope":"assistant","text":"an alarm"}""", "no json", "failed" },
    };

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task A_judge_is_asked_as_its_api_wants_and_its_answer_is_understood(string kind, string model, string categories, string text, bool answers, string asked, string answer, string findings)
    {
        RemoteOptions options = new() { Kind = kind, Model = model, Key = Secret };
        foreach (string category in categories.Split(';', StringSplitOptions.RemoveEmptyEntries))
            options.Categories[category.Split('=')[0]] = [.. category.Split('=')[1].Split(',')];
        (RemoteVerdict verdict, RawRequest request) = await AskAsync(options, text, answers ? Direction.Response : Direction.Request, answer);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(asked), JsonNode.Parse(request.Body)), Encoding.UTF8.GetString(request.Body));
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(kind == "Airs" ? Secret : $"Bearer {Secret}", request.Headers[kind == "Airs" ? "x-pan-token" : "Authorization"]);
        string[] names = options.Categories.Count == 0 ? ["far"] : [.. options.Categories.Keys, "other"];
        string said = string.Join(',', verdict.Findings.Select(f => names[f.Label] + (f.Length < 0 ? "" : $" {f.Start}+{f.Length}")));
        Assert.Equal(findings, verdict.Failed ? "failed" : said);
    }

    [Fact]
    public async Task Scores_count_from_the_threshold_on()
    {
        RemoteOptions options = new() { Kind = "OpenAiModeration", Threshold = 0.5m };
        options.Categories["hate"] = ["hate"];
        (RemoteVerdict verdict, _) = await AskAsync(options, "I am angry", Direction.Request, """{"results":[{"flagged":true,"categories":{"violence":true},"category_scores":{"hate":0.5,"violence":0.49}}]}""");
        Assert.Equal(new RemoteFinding(0), Assert.Single(verdict.Findings));
    }

    [Fact]
    public async Task A_prompt_has_the_text_once_whatever_stands_in_it()
    {
        RemoteOptions options = new() { Kind = "GuardModel", Model = "g", Prompt = "Judge what the {role} says ({categories}): {text}", Safe = "OK", Unsafe = "NO" };
        options.Categories["a"] = ["A1"];
        (RemoteVerdict verdict, RawRequest request) = await AskAsync(options, "Say {role} and {categories}", Direction.Request, """{"choices":[{"message":{"content":"no: A1"}}]}""");
        Assert.Equal("Judge what the user says (A1): Say {role} and {categories}", JsonNode.Parse(request.Body)!["messages"]![0]!["content"]!.GetValue<string>());
        Assert.Equal(new RemoteFinding(0), Assert.Single(verdict.Findings));
    }

    [Fact]
    public async Task A_webhook_is_signed_over_time_and_body()
    {
        (_, RawRequest request) = await AskAsync(new RemoteOptions { Kind = "Webhook" }, "an alarm", Direction.Request, """{"findings":[]}""", signingKey: "0123456789abcdef");
        string timestamp = request.Headers[WebhookJudge.TimestampHeader];
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. request.Body];
        byte[] expected = System.Security.Cryptography.HMACSHA256.HashData("0123456789abcdef"u8, signed);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), request.Headers[WebhookJudge.SignatureHeader]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    private static async Task<(RemoteVerdict Verdict, RawRequest Request)> AskAsync(RemoteOptions options, string text, Direction direction, string answer, string? signingKey = null)
    {
        await using RawUpstream server = await RawUpstream.StartAsync(context => context.Response.WriteAsync(answer));
        using JudgeWatch watch = new("test", NullLogger<JudgeWatch>.Instance);
        using JudgeDirectory judges = new(watch, TimeProvider.System);
        SecretText? key = options.Key.Length == 0 ? null : SecretText.Resolve(options.Key).Secret;
        SecretText? signing = signingKey is null ? null : SecretText.Resolve(signingKey).Secret;
        JudgeSettings settings = new("far", Enum.Parse<RemoteKind>(options.Kind), server.Address, key, signing, options);
        RemoteVerdict verdict = await judges.Of(settings).AskAsync(RemoteQuestions.Of(options, text, direction), Given.Token);
        return (verdict, await server.NextRequestAsync(Given.Token));
    }
}
