using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Simulator;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>
/// A caller that leaves takes the provider with it by its leaving alone. The simulator waits at a gate that is never opened and sends nothing
/// more: an abort that waited for the provider's next event would never come. How long it took is written down and decides nothing.
/// </summary>
public sealed class DisconnectTests(Stage stage, ITestOutputHelper output) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("default")]
    [InlineData("flagging")]
    public async Task In_the_middle_of_a_stream(string policy)
    {
        string gate = $"middle-{policy}";
        HttpResponseMessage response = await stage.AskAsync(policy, Waiting(1, gate), stream: true);
        await ReadUntilAsync(await response.Content.ReadAsStreamAsync(Given.Token), "\"content\":\"one\"");
        await stage.Simulator.WaitForGateAsync(gate, Given.Token);
        await LeaveAsync(gate, response.Dispose);
    }

    /// <summary>The beginning of a card is held back, so that nothing of the delta has reached the caller yet.</summary>
    [Fact]
    public async Task While_text_is_held_back()
    {
        const string gate = "held";
        JsonObject script = Waiting(1, gate);
        script["reply"] = "4111 1111 1111 and more";
        script["cut"] = new JsonObject { ["at"] = "4111 1111 1111".Length };
        HttpResponseMessage response = await stage.AskAsync("default", script, stream: true);
        await stage.Simulator.WaitForGateAsync(gate, Given.Token);
        await LeaveAsync(gate, response.Dispose);
    }

    [Theory]
    [InlineData(true, -1)]
    [InlineData(true, 0)]
    [InlineData(false, -1)]
    [InlineData(false, 0)]
    public async Task Before_the_answer_begins(bool stream, int pauseAfter)
    {
        string gate = $"before-{stream}{pauseAfter}";
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Given.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/default/v1/chat/completions");
        request.Content = Given.Json($$"""{"model":"sim","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Tell me."}]}""");
        request.Headers.Add("x-sim-script", Stage.Header(Waiting(pauseAfter, gate)));
        Task<HttpResponseMessage> answer = stage.Gate.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await stage.Simulator.WaitForGateAsync(gate, Given.Token);
        await LeaveAsync(gate, leaving.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    private static JsonObject Waiting(int afterDelta, string gate) => new()
    {
        ["reply"] = "one two three",
        ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = afterDelta, ["gate"] = gate }),
    };

    private async Task LeaveAsync(string gate, Action leave)
    {
        ReceivedRequest open = Assert.Single(stage.Simulator.Requests, r => r.Outcome == RequestOutcome.Pending);
        var watch = Stopwatch.StartNew();
        leave();
        ReceivedRequest aborted = await stage.Simulator.WaitForAbortAsync(Given.Token);
        output.WriteLine($"{gate}: the upstream knew after {watch.Elapsed.TotalMilliseconds:F1} ms");
        Assert.Same(open, aborted);
        Assert.Equal(RequestOutcome.Aborted, aborted.Outcome);
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
}
