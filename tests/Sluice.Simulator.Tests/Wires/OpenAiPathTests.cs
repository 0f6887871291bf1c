using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

/// <summary>Azure's paths and OpenAI's smaller ones.</summary>
public sealed class OpenAiPathTests
{
    [Theory]
    [InlineData("/openai/deployments/dep/chat/completions?api-version=2024-10-21", "dep")]
    [InlineData("/openai/v1/chat/completions", "m")]
    [InlineData("/v1beta/openai/chat/completions", "m")]
    public async Task Azures_paths_are_openais_chat(string path, string model)
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = model == "m" ? SimulatorClient.Chat("hi") : """{"messages":[{"role":"user","content":"hi"}]}""";
        var answer = await client.JsonAsync(path, body);
        Assert.Equal(model, (string)answer["model"]!);
        Assert.Equal("You said: hi", (string)answer["choices"]![0]!["message"]!["content"]!);
    }

    [Fact]
    public async Task Legacy_completion_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync("/v1/completions", """{"model":"m","prompt":["a","b"],"sim":{"usage":{"prompt":3,"completion":4}}}""");
        Assert.Equal(
            """{"id":"cmpl-sim-1","object":"text_completion","created":1700000000,"model":"m","choices":[{"text":"You said: a b","index":0,"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7},"system_fingerprint":"fp_sim"}""",
            text);
    }

    [Fact]
    public async Task Legacy_completions_stream_and_end_with_usage_and_done()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(
            "/v1/completions", """{"model":"m","prompt":"hi","n":2,"stream":true,"stream_options":{"include_usage":true},"sim":{"usage":{"prompt":3,"completion":4}}}""");
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        var chunks = SimulatorClient.Chunks(text);
        Assert.Equal("You said: hi (choice 2)", string.Concat(
            chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Where(choice => (int)choice!["index"]! == 1).Select(choice => (string)choice!["text"]!)));
        Assert.Equal(7, (int)chunks[^1]["usage"]!["total_tokens"]!);
    }

    [Theory]
    [InlineData("""{"reasoning":"x"}""", "sim.reasoning")]
    [InlineData("""{"refusal":"x"}""", "sim.refusal")]
    [InlineData("""{"toolCalls":[{"name":"x"}]}""", "sim.toolCalls")]
    public async Task What_a_path_has_no_place_for_is_refused(string script, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync("/v1/completions", $$"""{"model":"m","prompt":"hi","sim":{{script}}}""");
        Assert.Equal((400, field), (status, (string)JsonNode.Parse(text)!["error"]!["param"]!));
    }

    [Fact]
    public async Task Embeddings_come_as_numbers_or_as_base64_of_the_same()
    {
        await using var client = await SimulatorClient.StartAsync();
        var numbers = (await client.JsonAsync("/v1/embeddings", """{"model":"m","input":["a","b"],"dimensions":3}"""))["data"]!;
        Assert.Equal(2, numbers.AsArray().Count);
        var packed = (await client.JsonAsync("/v1/embeddings", """{"model":"m","input":"b","dimensions":3,"encoding_format":"base64"}"""))["data"]![0]!["embedding"]!;
        byte[] bytes = Convert.FromBase64String((string)packed!);
        Assert.Equal(numbers[1]!["embedding"]!.AsArray().Select(number => (float)number!), Enumerable.Range(0, 3).Select(i => BitConverter.ToSingle(bytes, i * 4)));
    }

    [Fact]
    public async Task Moderations_and_images_answer_each_input()
    {
        await using var client = await SimulatorClient.StartAsync();
        var results = (await client.JsonAsync("/v1/moderations", """{"input":["a","b"]}"""))["results"]!.AsArray();
        Assert.Equal(2, results.Count);
        Assert.False((bool)results[0]!["flagged"]!);
        var images = (await client.JsonAsync("/v1/images/generations", """{"prompt":"a cat","n":2}"""))["data"]!.AsArray();
        Assert.Equal(["You said: a cat", "You said: a cat (choice 2)"], images.Select(image => (string)image!["revised_prompt"]!));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], Convert.FromBase64String((string)images[0]!["b64_json"]!)[..4]);
    }

    [Theory]
    [InlineData("json", """{"text":"a b","usage":{"type":"tokens","input_tokens":3,"output_tokens":4,"total_tokens":7}}""")]
    [InlineData("text", "a b\n")]
    [InlineData("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na b\n\n")]
    public async Task A_transcript_has_the_asked_form(string format, string expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Equal(expected, await TranscriptAsync(client, format, stream: false));
    }

    [Fact]
    public async Task A_streamed_transcript_is_said_once_in_deltas_and_once_whole()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = SimulatorClient.Chunks(await TranscriptAsync(client, "json", stream: true));
        Assert.Equal("a b", string.Concat(events[..^1].Select(e => (string)e["delta"]!)));
        Assert.Equal(("transcript.text.done", "a b"), ((string)events[^1]["type"]!, (string)events[^1]["text"]!));
    }

    [Fact]
    public async Task Speech_is_a_sound_or_events_with_it()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = SimulatorClient.Post("""{"model":"m","input":"hi","voice":"v"}""", "/v1/audio/speech");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        byte[] sound = await response.Content.ReadAsByteArrayAsync(SimulatorClient.Token);
        Assert.Equal("audio/wav", response.Content.Headers.ContentType!.MediaType);
        var (_, events) = await client.PostAsync("/v1/audio/speech", """{"model":"m","input":"hi","stream_format":"sse"}""");
        Assert.Equal(sound, Convert.FromBase64String((string)SimulatorClient.Chunks(events)[0]["audio"]!));
    }

    [Theory]
    [InlineData("/v1/embeddings", """{"model":"m","input":[]}""", "input")]
    [InlineData("/v1/audio/speech", """{"model":"m"}""", "input")]
    [InlineData("/v1/completions", """{"model":"m"}""", "prompt")]
    [InlineData("/v1/responses", """{"model":"m","input":""}""", "input")]
    public async Task What_is_missing_is_named(string path, string body, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(path, body);
        Assert.Equal((400, field), (status, (string)JsonNode.Parse(text)!["error"]!["param"]!));
    }

    private static async Task<string> TranscriptAsync(SimulatorClient client, string format, bool stream)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([0, 13, 10, 45, 45]), "file", "speech.mp3" },
            { new StringContent("whisper-1"), "model" },
            { new StringContent(format), "response_format" },
            { new StringContent(stream ? "true" : "false"), "stream" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/audio/transcriptions") { Content = form };
        request.Headers.Add("x-sim-script", """{"reply":"a b","usage":{"prompt":3,"completion":4}}""");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        return await response.Content.ReadAsStringAsync(SimulatorClient.Token);
    }
}
