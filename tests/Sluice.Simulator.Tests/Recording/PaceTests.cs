using System.Text;

namespace Sluice.Simulator.Tests.Recording;

public sealed class PaceTests
{
    [Fact]
    public async Task A_gate_holds_the_stream_until_it_opens()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Streamed("""{"reply":"a b c","pauses":[{"afterDelta":2,"gate":"g"}]}"""));
        await client.Server.WaitForGateAsync("g", SimulatorClient.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(SimulatorClient.Token);
        string before = await ReadUntilAsync(stream, "\"content\":\" b\"");
        Assert.DoesNotContain("\" c\"", before, StringComparison.Ordinal);
        Assert.Equal(RequestOutcome.Pending, client.Server.Requests[0].Outcome);

        client.Server.OpenGate("g");
        string after = await new StreamReader(stream).ReadToEndAsync(SimulatorClient.Token);
        Assert.Contains("\" c\"", after, StringComparison.Ordinal);
        Assert.Equal(RequestOutcome.Completed, await client.Server.Requests[0].Completion);
    }

    [Fact]
    public async Task A_gate_before_the_headers_holds_them_back()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = client.SendAsync(SimulatorClient.Streamed("""{"pauses":[{"afterDelta":-1,"gate":"g"}]}"""));
        await client.Server.WaitForGateAsync("g", SimulatorClient.Token);
        Assert.False(answer.IsCompleted);
        client.Server.OpenGate("g");
        using var response = await answer;
        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_client_that_goes_away_is_seen(string stream)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(SimulatorClient.Token);
        using var request = SimulatorClient.Post(SimulatorClient.Chat("hi", $$$""" "stream":{{{stream}}},"sim":{"pauses":[{"gate":"never"}]}"""));
        var answer = client.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, leave.Token);
        var received = await client.Server.WaitForRequestAsync(SimulatorClient.Token);
        await client.Server.WaitForGateAsync("never", SimulatorClient.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        Assert.Same(received, await client.Server.WaitForAbortAsync(SimulatorClient.Token));
        Assert.Equal(RequestOutcome.Aborted, received.Outcome);
    }

    [Fact]
    public async Task A_server_can_be_disposed_while_an_answer_waits()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = client.TextAsync(SimulatorClient.Streamed("""{"pauses":[{"afterDelta":1,"gate":"never"}]}"""));
        await client.Server.WaitForGateAsync("never", SimulatorClient.Token);
        await client.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task A_pause_lasts_as_long_as_the_clock_says()
    {
        var time = new ManualTime();
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { TimeProvider = time });
        var answer = client.TextAsync(SimulatorClient.Chat("hi", """ "sim":{"pauses":[{"ms":900}]}"""));
        await time.WhenTimerIsSetAsync(TimeSpan.FromMilliseconds(900)).WaitAsync(SimulatorClient.Token);
        time.Advance(TimeSpan.FromMilliseconds(899));
        Assert.Equal(RequestOutcome.Pending, client.Server.Requests[0].Outcome);
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("You said: hi", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_stays_shut_cuts_the_stream_after_the_longest_pause()
    {
        var time = new ManualTime();
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { TimeProvider = time });
        var answer = client.TextAsync(SimulatorClient.Streamed("""{"pauses":[{"afterDelta":1,"gate":"never"}]}"""));
        await time.WhenTimerIsSetAsync(TimeSpan.FromSeconds(60)).WaitAsync(SimulatorClient.Token);
        time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[0].Completion);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_cut()
    {
        var time = new ManualTime();
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { TimeProvider = time, MaxTotalTime = TimeSpan.FromSeconds(10) });
        var answer = client.TextAsync(SimulatorClient.Streamed("""{"pauses":[{"afterDelta":1,"gate":"never"}]}"""));
        await client.Server.WaitForGateAsync("never", SimulatorClient.Token);
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[0].Completion);
    }

    private static async Task<string> ReadUntilAsync(Stream stream, string mark)
    {
        var seen = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!seen.ToString().Contains(mark, StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, SimulatorClient.Token);
            Assert.NotEqual(0, read);
            seen.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return seen.ToString();
    }
}
