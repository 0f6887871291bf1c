using System.Net;

namespace Sluice.Simulator.Tests.Scripts;

public sealed class BoundTests
{
    [Theory]
    [InlineData("""{"reply":"12345678901"}""", "sim")]
    [InlineData("""{"rawEvents":["123456","78901"]}""", "sim")]
    [InlineData("""{"toolCalls":[{"name":"f","arguments":"12345678901"}]}""", "sim")]
    [InlineData("""{"reply":"123456"}""", "n")]
    public async Task More_text_than_the_bound_is_refused(string script, string field)
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxReplyCharacters = 10 });
        using var response = await client.SendAsync(SimulatorClient.Streamed(script, "\"n\":2"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"param\":\"{field}\"", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_deltas_than_the_bound_are_refused()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxDeltas = 3 });
        using var fits = await client.SendAsync(SimulatorClient.Streamed("""{"reply":"abc","cut":"char"}"""));
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        using var refused = await client.SendAsync(SimulatorClient.Streamed("""{"reply":"abcd","cut":"char"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"param\":\"sim.cut\"", await refused.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_answer_over_the_byte_bound_is_refused_and_a_stream_is_cut_there()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxAnswerBytes = 1000 });
        const string Script = """{"reply":"some text that is rather long with all its escapes","escapeUnicode":true,"logprobs":true}""";
        using var json = await client.SendAsync(SimulatorClient.Chat("hi", "\"sim\":" + Script));
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.TextAsync(SimulatorClient.Streamed(Script)));
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[1].Completion);
    }

    [Fact]
    public async Task A_long_reply_within_the_bounds_arrives_whole()
    {
        await using var client = await SimulatorClient.StartAsync();
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"word{i} "));
        var chunks = await client.ChunksAsync(SimulatorClient.Streamed($$"""{"reply":"{{text}}"}"""));
        Assert.Equal(text, string.Concat(SimulatorClient.Deltas(chunks)));
    }
}
