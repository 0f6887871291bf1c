using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sluice.Simulator.Tests.Answers;

public sealed class FailureTests
{
    [Theory]
    [InlineData("""{"error":{"status":429,"retryAfter":7}}""", 429, "rate_limit_exceeded", "7")]
    [InlineData("""{"error":{"status":500}}""", 500, "server_error", null)]
    [InlineData("""{"error":{"status":503,"body":{"error":"mine"}}}""", 503, """{"error":"mine"}""", null)]
    public async Task Scripted_errors_come_before_any_event(string script, int status, string part, string? retryAfter)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Streamed(script));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
        Assert.Contains(part, await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sim-429", 429)]
    [InlineData("sim-500", 500)]
    [InlineData("sim-echo", 200)]
    public async Task Presets_go_by_the_models_name(string model, int status)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Chat("hi").Replace("\"m\"", $"\"{model}\"", StringComparison.Ordinal));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_error_event_ends_the_stream_after_so_many_deltas()
    {
        await using var client = await SimulatorClient.StartAsync();
        string stream = await client.TextAsync(SimulatorClient.Streamed("""{"reply":"a b c","errorAfterDelta":{"after":2,"body":{"error":{"message":"boom"}}}}"""));
        Assert.EndsWith("data: {\"error\":{\"message\":\"boom\"}}\n\n", stream, StringComparison.Ordinal);
        Assert.Equal(["a", " b"], SimulatorClient.Deltas(SimulatorClient.Chunks(stream).Where(chunk => chunk["choices"] is not null)));
    }

    [Fact]
    public async Task A_cut_stream_delivers_its_deltas_and_then_breaks()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Streamed("""{"reply":"a b c","cutAfterDelta":2}"""));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(SimulatorClient.Token));
        var lines = new List<string>();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync(SimulatorClient.Token) is { } line) lines.Add(line);
        });
        Assert.Equal(["a", " b"], SimulatorClient.Deltas(SimulatorClient.Chunks(string.Join('\n', lines))));
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[0].Completion);
    }

    [Fact]
    public async Task A_cut_http2_stream_is_reset()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Protocols = HttpProtocols.Http2 });
        const string Script = """{"reply":"a b","cutAfterDelta":1,"pauses":[{"afterDelta":1,"gate":"read"}]}""";
        using var request = SimulatorClient.Post(SimulatorClient.Streamed(Script), protocol: HttpProtocols.Http2);
        using var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, SimulatorClient.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(SimulatorClient.Token));

        // A reset makes the client drop what it has not read, so the cut waits until it has.
        string? line = "";
        while (!line!.Contains("\"content\":\"a\"", StringComparison.Ordinal)) line = await reader.ReadLineAsync(SimulatorClient.Token);
        client.Server.OpenGate("read");
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(SimulatorClient.Token));
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[0].Completion);
    }

    [Theory]
    [InlineData("true", "-1")]
    [InlineData("false", "-1")]
    [InlineData("false", "0")]
    public async Task A_cut_before_the_end_is_never_a_whole_answer(string stream, string after)
    {
        await using var client = await SimulatorClient.StartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.TextAsync(SimulatorClient.Chat("hi", $$$""" "stream":{{{stream}}},"sim":{"cutAfterDelta":{{{after}}}}""")));
        var received = await client.Server.WaitForRequestAsync(SimulatorClient.Token);
        Assert.Equal(RequestOutcome.Cut, await received.Completion);
    }

    [Theory]
    [InlineData("/v1/nothing", "GET", HttpStatusCode.NotFound)]
    [InlineData("/v1/models", "DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/v1/chat/completions", "GET", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_an_error_of_openais_shape(string path, string method, HttpStatusCode status)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith("{\"error\":{\"message\":", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_listed_and_any_model_exists()
    {
        await using var client = await SimulatorClient.StartAsync();
        string list = await client.Http.GetStringAsync("/v1/models", SimulatorClient.Token);
        Assert.StartsWith("""{"object":"list","data":[{"id":"sim-echo","object":"model",""", list, StringComparison.Ordinal);
        Assert.Equal(
            """{"id":"org/any","object":"model","created":1700000000,"owned_by":"sluice-simulator"}""",
            await client.Http.GetStringAsync("/v1/models/org/any", SimulatorClient.Token));
    }
}
