using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>What has nothing in it passes byte for byte: the same as without the gate.</summary>
public sealed partial class CleanTrafficTests(Stage stage) : IClassFixture<Stage>
{
    /// <summary>Cut by words, nothing in it begins like something that the default policy acts on, so that nothing is held.</summary>
    private const string Prose = "The quick brown fox is not lazy; it jumps over dogs, \"twice\".\n\tNaïve 東京 😀 </end>";

    public static TheoryData<string> Answers => new(
        "{}",
        """{"escapeUnicode":true}""",
        """{"logprobs":true}""",
        """{"reasoning":"Let me think about foxes."}""",
        """{"refusal":"No, thank you."}""",
        """{"replies":["first choice","other choice"]}""",
        """{"toolCalls":[{"name":"look","arguments":"{\"where\" : \"here\", \"n\": 1E-7 }"},{"name":"wait","arguments":"{}"}]}""",
        """{"extra":{"top":{"later":[1E-7,12345678901234567890,null,true,{"deep":"text"}]},"choice":{"mark":0.10},"message":{"note":"unknown"}}}""",
        """{"usage":null,"finish":"length"}""",
        """{"gzip":true}""");

    public static TheoryData<string> Streams =>
    [
        .. Answers,
        """{"newline":"\r\n"}""",
        """{"newline":"\r"}""",
        """{"comments":true}""",
        """{"comments":" ping 12","newline":"\r\n"}""",
        """{"spaceAfterColon":false}""",
        """{"blankEvents":true}""",
        """{"tcpChunk":3}""",
        """{"tcpChunk":17}""",
        """{"tcpChunk":1,"newline":"\r\n"}""",
        """{"omitDone":true}""",
        """{"errorAfterDelta":{"after":3}}""",
        """{"rawEvents":["\uFEFF: hello\n\n","event: message\nid: 7\nretry: 10\ndata: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"two lines\"}}]}\n\n","data:[DONE]\n\n"]}""",
    ];

    /// <summary>Cut inside words, where what begins like a secret is held for a moment, were there a rule that acts.</summary>
    public static TheoryData<string> FineStreams =>
    [
        """{"cut":"char"}""",
        """{"cut":"char","escapeUnicode":true}""",
        """{"cut":"char","logprobs":true}""",
        """{"cut":3,"newline":"\r\n","tcpChunk":17}""",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_clean_answer_is_byte_for_byte_the_upstreams(string script) => await AssertSameAsync("default", script, stream: false);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_clean_stream_is_byte_for_byte_the_upstreams(string script) => await AssertSameAsync("default", script, stream: true);

    [Theory]
    [MemberData(nameof(Streams))]
    [MemberData(nameof(FineStreams))]
    public async Task A_stream_under_rules_that_only_flag_is_byte_for_byte_the_upstreams(string script) => await AssertSameAsync("flagging", script, stream: true);

    [Theory]
    [MemberData(nameof(FineStreams))]
    public async Task A_clean_stream_of_which_something_was_held_has_the_same_text_and_as_many_events(string script)
    {
        JsonObject with = Script(script);
        using HttpResponseMessage plain = await stage.AskDirectlyAsync(with, stream: true);
        using HttpResponseMessage guarded = await stage.AskAsync("default", with, stream: true);
        byte[] sent = await Stage.BytesAsync(plain);
        byte[] seen = await Stage.BytesAsync(guarded);
        Assert.Equal(Prose, ChatLanes.Of(seen, streamed: true).Content);
        Assert.Equal(Events(sent), Events(seen));
    }

    [Theory]
    [InlineData("""{ "model" : "sim-echo", "messages": [ {"role":"user","content":"Plain \u0041 words, caf\u00e9 \ud83d\ude00"} ], "top_p": 1.0E-2, "seed":12345678901234567890 , "later":{"x":[]}}""")]
    [InlineData("{\r\n\t\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}],\r\n\t\"model\":\"sim-echo\"\r\n}\n")]
    public async Task A_clean_request_is_byte_for_byte_the_clients(string body)
    {
        using HttpResponseMessage response = await stage.Gate.Client.PostAsync("/default/v1/chat/completions", Given.Json(body), Given.Token);
        Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
        Assert.Equal(body, stage.Simulator.Requests[^1].BodyText);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task An_upstreams_error_is_byte_for_byte_its_own(int status)
    {
        string script = $$$"""{"error":{"status":{{{status}}},"retryAfter":2}}""";
        await AssertSameAsync("default", script, stream: false);
        await AssertSameAsync("default", script, stream: true);
    }

    private async Task AssertSameAsync(string policy, string script, bool stream)
    {
        JsonObject with = Script(script);
        using HttpResponseMessage plain = await stage.AskDirectlyAsync(with, stream);
        using HttpResponseMessage guarded = await stage.AskAsync(policy, with, stream);
        Assert.Equal(plain.StatusCode, guarded.StatusCode);
        Assert.Equal(plain.Content.Headers.ContentType, guarded.Content.Headers.ContentType);
        Assert.Equal(plain.Headers.RetryAfter, guarded.Headers.RetryAfter);
        Assert.Equal(await TextAsync(plain), await TextAsync(guarded));
    }

    private static JsonObject Script(string script)
    {
        JsonObject with = JsonNode.Parse(script)!.AsObject();
        bool says = with.Any(f => f.Key is "replies" or "toolCalls" or "refusal" or "rawEvents" or "error");
        if (!says)
            with["reply"] = Prose;
        return with;
    }

    private static int Events(byte[] stream) => Encoding.UTF8.GetString(stream).Split("data:").Length;

    /// <summary>The bytes, each a character, save what differs between any two answers: the id's number and the time.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        IdAndTime().Replace(Encoding.Latin1.GetString(await Stage.BytesAsync(response)), "");

    [GeneratedRegex("(?<=chatcmpl-sim-)[0-9]+|(?<=\"created\":)[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex IdAndTime();
}
