using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Answers;

public sealed class UnscriptedAnswerTests
{
    [Fact]
    public async Task Json_answer_quotes_the_user_and_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = SimulatorClient.Chat("héllo \"you\"\n😀");
        using var response = await client.SendAsync(body);

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("req-sim-1", Assert.Single(response.Headers.GetValues("x-request-id")));
        int prompt = (client.Server.Requests[0].Body.Length + 3) / 4;
        string expected =
            """{"id":"chatcmpl-sim-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"You said: héllo \"you\"\n😀","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":"""
            + $"{prompt},\"completion_tokens\":6,\"total_tokens\":{prompt + 6}" + "},\"system_fingerprint\":\"fp_sim\"}";
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(SimulatorClient.Token));
    }

    [Fact]
    public async Task Stream_is_exact_to_the_byte()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Chat("hi", "\"stream\":true"));

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        const string Head = """data: {"id":"chatcmpl-sim-1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp_sim","choices":[{"index":0,"delta":{""";
        const string Quote = "\"";
        string expected =
            Head + Quote + """role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}""" + "\n\n"
            + Head + Quote + """content":"You"},"logprobs":null,"finish_reason":null}]}""" + "\n\n"
            + Head + Quote + """content":" said:"},"logprobs":null,"finish_reason":null}]}""" + "\n\n"
            + Head + Quote + """content":" hi"},"logprobs":null,"finish_reason":null}]}""" + "\n\n"
            + Head + """},"logprobs":null,"finish_reason":"stop"}]}""" + "\n\n"
            + "data: [DONE]\n\n";
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(SimulatorClient.Token));
    }

    [Fact]
    public async Task Include_usage_adds_a_last_chunk_without_choices_and_null_before()
    {
        await using var client = await SimulatorClient.StartAsync();
        var chunks = await client.ChunksAsync(SimulatorClient.Streamed(
            """{"usage":{"prompt":3,"completion":4}}""", "\"stream_options\":{\"include_usage\":true}"));

        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.Equal("""{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}""", chunks[^1]["usage"]!.ToJsonString());
        Assert.All(chunks[..^1], chunk => Assert.True(chunk.AsObject().ContainsKey("usage") && chunk["usage"] is null));
    }

    [Fact]
    public async Task Only_the_last_user_message_is_quoted_and_text_parts_are_joined()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(
            """{"model":"m","messages":[{"role":"user","content":"old"},{"content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"text":"no"}},{"type":"text","text":"b"}],"role":"user"},{"role":"assistant","content":"no"}]}""");
        Assert.Equal("You said: a b", Content(answer));
    }

    [Fact]
    public async Task A_long_message_is_quoted_up_to_the_bound()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxQuotedCharacters = 3 });
        Assert.Equal("You said: ab…", Content(await client.JsonAsync(SimulatorClient.Chat("ab😀cd"))));
    }

    [Fact]
    public async Task Please_leak_answers_with_planted_values()
    {
        await using var client = await SimulatorClient.StartAsync();
        string text = Content(await client.JsonAsync(SimulatorClient.Chat("Please leak something")));
        Assert.Contains(string.Join(' ', "4111", "1111", "1111", "1111"), text, StringComparison.Ordinal);
        Assert.Contains("AKIA" + "IOSFODNN7" + "EXAMPLE", text, StringComparison.Ordinal);
        Assert.Contains("jane.doe" + "@example.com", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_choices_take_turns_and_both_finish()
    {
        await using var client = await SimulatorClient.StartAsync();
        var chunks = await client.ChunksAsync(SimulatorClient.Chat("hi", "\"stream\":true,\"n\":2"));

        int[] order = [.. chunks.Select(chunk => (int)chunk["choices"]![0]!["index"]!)];
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1], order);
        Assert.Equal("You said: hi", string.Concat(SimulatorClient.Deltas(chunks)));
        Assert.Equal("You said: hi (choice 2)", string.Concat(SimulatorClient.Deltas(chunks, choice: 1)));
        Assert.Equal(2, chunks.Count(chunk => chunk["choices"]![0]!["finish_reason"] is not null));
    }

    [Fact]
    public async Task Two_choices_stand_in_one_json_answer()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(SimulatorClient.Chat("hi", "\"n\":2"));
        Assert.Equal(["You said: hi", "You said: hi (choice 2)"], answer["choices"]!.AsArray().Select(choice => (string)choice!["message"]!["content"]!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Call_tool_calls_the_first_tool_with_valid_arguments()
    {
        await using var client = await SimulatorClient.StartAsync();
        var choice = (await client.JsonAsync(SimulatorClient.Chat("call tool \"now\"", ToolsField)))["choices"]![0]!;
        var call = choice["message"]!["tool_calls"]![0]!;
        Assert.Equal("tool_calls", (string)choice["finish_reason"]!);
        Assert.Null(choice["message"]!["content"]);
        Assert.Equal("look_up", (string)call["function"]!["name"]!);
        Assert.Equal("call tool \"now\"", (string)JsonNode.Parse((string)call["function"]!["arguments"]!)!["query"]!);
    }

    [Fact]
    public async Task After_the_tools_result_the_answer_is_text()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(
            $$"""{"model":"m","messages":[{"role":"user","content":"call tool"},{"role":"tool","tool_call_id":"x","content":"42"}],{{ToolsField}}}""");
        Assert.Equal("The tool said: 42", Content(answer));
    }

    private const string ToolsField =
        """ "tools":[{"type":"function","function":{"description":"d","parameters":{"name":"no"},"name":"look_up"}},{"function":{"name":"other"}}]""";

    private static string Content(JsonNode answer) => (string)answer["choices"]![0]!["message"]!["content"]!;
}
