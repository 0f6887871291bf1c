using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Gateway.Tests.Judges;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statement O5 of the acceptance, in every dialect: where what judges fails, or does not answer in time, the policy's failure mode decides, it is counted, and nothing passes silently.</summary>
public sealed class FailureModeTests(JudgeGate stage) : IClassFixture<JudgeGate>
{
    private const string Closed = "default";
    private const string Open = "strict";

    private static readonly (StubFailure Failure, string Reason)[] Kinds = [(StubFailure.Status, "status"), (StubFailure.Garbage, "unreadable"), (StubFailure.Silence, "timeout")];

    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    public static TheoryData<string> Streaming => new(Dialects.All.Where(s => s.InPieces).Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O5_A_judge_that_fails_or_times_out_closes_the_gate_to_requests_where_the_policy_says_so(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        int reached = stage.Upstream.Count;
        foreach ((StubFailure failure, string reason) in Kinds)
        {
            stage.Judge.Failure = failure;
            using HttpResponseMessage response = await AskAsync(gate, spoken, Closed, "All is well here.");
            await AcceptanceErrors.AssertAsync(spoken, response, HttpStatusCode.ServiceUnavailable);
            Assert.InRange(gate.Failures("far").GetValueOrDefault(reason), 1, 9);
        }

        Assert.Equal(reached, stage.Upstream.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O5_A_judge_that_fails_leaves_the_other_detectors_findings_where_the_policy_lets_things_go_on(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        foreach ((StubFailure failure, string reason) in Kinds)
        {
            stage.Judge.Failure = failure;
            using HttpResponseMessage response = await AskAsync(gate, spoken, Open, $"My card is {JudgeGate.Card} here.");
            Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
            Assert.Contains("My card is [REDACTED:pii/payment-card] here.", await ForwardedAsync(), StringComparison.Ordinal);
            Assert.InRange(gate.Failures("far").GetValueOrDefault(reason), 1, 9); // Some requests have more than one text.
        }

        Assert.Equal(Kinds.Length, gate.Count("sluice.failed_open"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O5_A_local_classifier_that_throws_follows_the_failure_mode(string name)
    {
        Spoken spoken = Dialects.Named(name);
        stage.Judge.Failure = StubFailure.None;
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        int reached = stage.Upstream.Count;
        using (HttpResponseMessage closed = await AskAsync(gate, spoken, Closed, "It is broken."))
            await AcceptanceErrors.AssertAsync(spoken, closed, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(reached, stage.Upstream.Count);

        using HttpResponseMessage open = await AskAsync(gate, spoken, Open, $"It is broken: {JudgeGate.Card}.");
        Assert.True(open.IsSuccessStatusCode, await Given.TextAsync(open));
        Assert.Contains("It is broken: [REDACTED:pii/payment-card].", await ForwardedAsync(), StringComparison.Ordinal);
        Assert.InRange(gate.Failures("crash").GetValueOrDefault(nameof(InvalidOperationException)), 1, 9);
        Assert.Equal(1, gate.Count("sluice.failed_open"));
        Assert.DoesNotContain("canary", gate.Gate.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O5_A_failure_closes_the_gate_to_whole_answers_or_leaves_the_others_findings(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Simulator.Address);
        foreach (string trouble in (string[])["well: ", "broken: "])
        {
            string reply = $"All is {trouble}{JudgeGate.Card}.";
            stage.Judge.FailsAt = "well: ";
            int asked = stage.Simulator.Requests.Count;
            using (HttpResponseMessage closed = await HearAsync(gate, spoken, Closed, reply, stream: false))
                await AcceptanceErrors.AssertAsync(spoken, closed, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(asked + 1, stage.Simulator.Requests.Count);

            using HttpResponseMessage open = await HearAsync(gate, spoken, Open, reply, stream: false);
            string seen = await Given.TextAsync(open);
            Assert.True(open.IsSuccessStatusCode, seen);
            Assert.Equal($"All is {trouble}[REDACTED:pii/payment-card].", HeardAnswer.Words(spoken, Encoding.UTF8.GetBytes(seen), stream: false));
        }
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public async Task O5_A_failure_ends_a_stream_in_good_form_or_leaves_the_others_findings(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Simulator.Address);
        foreach (string trouble in (string[])["well: ", "broken: "])
        {
            const string before = "This first sentence is quite right.\n";
            string reply = $"{before}All is {trouble}{JudgeGate.Card}.";
            stage.Judge.FailsAt = "well: ";
            using (HttpResponseMessage closed = await HearAsync(gate, spoken, Closed, reply, stream: true))
            {
                byte[] seen = await closed.Content.ReadAsByteArrayAsync(Given.Token);
                Assert.StartsWith(HeardAnswer.Words(spoken, seen, stream: true), before, StringComparison.Ordinal);
                Assert.Contains("inspection", Encoding.UTF8.GetString(seen), StringComparison.Ordinal);
            }

            using HttpResponseMessage open = await HearAsync(gate, spoken, Open, reply, stream: true);
            byte[] heard = await open.Content.ReadAsByteArrayAsync(Given.Token);
            Assert.Equal($"{before}All is {trouble}[REDACTED:pii/payment-card].", HeardAnswer.Words(spoken, heard, stream: true));
        }
    }

    /// <summary>Once it says that it fails, once that it is back, however many texts it fails at.</summary>
    [Fact]
    public async Task O5_A_judge_that_fails_is_told_in_the_log_once_until_it_is_back()
    {
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        foreach (StubFailure failure in (StubFailure[])[StubFailure.Status, StubFailure.Garbage, StubFailure.None, StubFailure.None, StubFailure.Status])
        {
            stage.Judge.Failure = failure;
            using HttpResponseMessage response = await AskAsync(gate, Dialects.All[0], Closed, "All is well here.");
            Assert.Equal(failure == StubFailure.None ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, response.StatusCode);
            if (failure == StubFailure.None)
                await ForwardedAsync();
        }

        Assert.Equal(2, gate.Gate.Logs.Lines.Count(l => l.Contains("The judge far fails", StringComparison.Ordinal)));
        Assert.Equal(1, gate.Gate.Logs.Lines.Count(l => l.Contains("The judge far is back", StringComparison.Ordinal)));
        Assert.DoesNotContain("All is well", gate.Gate.Logs.Text, StringComparison.Ordinal);
    }

    private async Task<string> ForwardedAsync() => Encoding.UTF8.GetString((await stage.Upstream.NextRequestAsync(Given.Token)).Body);

    private Task<HttpResponseMessage> AskAsync(JudgedGate gate, Spoken spoken, string policy, string says)
    {
        stage.Judge.FailsAt = null;
        return gate.Gate.Client.PostAsync(spoken.Where(policy), Given.Json(spoken.Conversation("user", JsonEncodedText.Encode(says).ToString(), messages: 1)), Given.Token);
    }

    private async Task<HttpResponseMessage> HearAsync(JudgedGate gate, Spoken spoken, string policy, string reply, bool stream)
    {
        stage.Judge.Failure = StubFailure.None;
        var script = new JsonObject { ["reply"] = reply };
        if (!spoken.InPieces)
            script["stream"] = stream;
        using var request = new HttpRequestMessage(HttpMethod.Post, spoken.Where(policy, stream)) { Content = Given.Json(spoken.Question(stream)) };
        request.Headers.Add("x-sim-script", Stage.Header(script));
        request.Headers.Add("Accept", "application/json, text/event-stream, */*");
        return await gate.Gate.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, Given.Token);
    }
}
