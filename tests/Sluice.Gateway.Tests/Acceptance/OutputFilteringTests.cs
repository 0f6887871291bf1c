using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements O1 and O2 of the acceptance, in every dialect: what an upstream says does not come out where the policy says no, and the rest comes at once.</summary>
public sealed class OutputFilteringTests(OutputFilteringTests.Speaker speaker) : IClassFixture<OutputFilteringTests.Speaker>
{
    private const string Clean = "All is well, said she. ";

    private static readonly string[] Kinds = ["payment card", "IBAN", "SSN", "AWS key id", "e-mail"];

    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    /// <summary>Those whose streams bring words in pieces.</summary>
    public static TheoryData<string> Streaming => new(Dialects.All.Where(s => s.InPieces).Select(s => s.Name));

    public static TheoryData<string, string> Everything => new(Dialects.All.SelectMany(s => Kinds.Select(kind => (s.Name, kind))));

    public static TheoryData<string, string> Pieces => new(Dialects.All.Where(s => s.InPieces).SelectMany(s => Kinds.Select(kind => (s.Name, kind))));

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task O1_A_value_in_an_answer_is_redacted_plain_and_streamed(string name, string kind)
    {
        foreach (bool stream in (bool[])[false, true])
        {
            foreach ((string, JsonNode)? way in ((string, JsonNode)?[])[null, ("escapeUnicode", true), ("tcpChunk", 7)])
            {
                var script = new JsonObject { ["reply"] = PlantedValue.Sentence(kind) };
                if (way is { } w)
                    script[w.Item1] = w.Item2.DeepClone();
                await AssertRedactedAsync(Dialects.Named(name), kind, script, stream);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task O1_A_value_cut_anywhere_over_two_deltas_or_into_characters_is_redacted(string name, string kind)
    {
        Spoken spoken = Dialects.Named(name);
        int start = PlantedValue.Sentence(kind).IndexOf(PlantedValue.Value(kind), StringComparison.Ordinal);
        for (int at = start; at <= start + PlantedValue.Value(kind).Length; at++)
            await AssertRedactedAsync(spoken, kind, new JsonObject { ["reply"] = PlantedValue.Sentence(kind), ["cut"] = new JsonObject { ["at"] = at } }, stream: true);
        await AssertRedactedAsync(spoken, kind, new JsonObject { ["reply"] = PlantedValue.Sentence(kind), ["cut"] = "char" }, stream: true);
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public async Task O1_What_is_not_held_back_arrives_while_the_upstream_waits(string name)
    {
        Spoken spoken = Dialects.Named(name);
        Assert.Equal(Clean, await ArrivedAsync(spoken, "default", [Clean, "Good bye."], Clean));
        foreach (string kind in Kinds)
        {
            // At most the beginning of the value is kept, or the delta that it stands in.
            string sentence = PlantedValue.Sentence(kind);
            string half = sentence[..PlantedValue.Middle(kind)];
            string expected = Clean + (spoken.HoldsWholeDeltas ? "" : sentence[..sentence.IndexOf(PlantedValue.Value(kind), StringComparison.Ordinal)]);
            Assert.Equal(expected, await ArrivedAsync(spoken, PlantedValue.Policy(kind), [Clean, half, sentence[half.Length..]], expected));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O2_A_block_in_mid_stream_ends_it_in_good_form_and_the_upstream_with_it(string name)
    {
        Spoken spoken = Dialects.Named(name);
        string before = $"{Clean}The plan is called ";
        string reply = $"{before}{Stage.CodeWord} and it is secret.";
        string gate = $"blocked {name}";
        JsonObject script = spoken.InPieces
            ? new JsonObject { ["reply"] = reply, ["cut"] = "char", ["pauses"] = Pause(before.Length + Stage.CodeWord.Length + 1, gate) }
            : new JsonObject { ["reasoning"] = Clean, ["reply"] = reply };

        // The upstream waits behind the word for something that never comes: the end is the gate's own.
        using HttpResponseMessage response = await AskAsync(spoken, "blocking", script, stream: true);
        byte[] seen = await response.Content.ReadAsByteArrayAsync(Given.Token);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(seen));
        if (spoken.InPieces)
            Assert.Equal(RequestOutcome.Aborted, await speaker.Simulator.Requests[^1].Completion.WaitAsync(Given.Token));

        Assert.Equal(spoken.InPieces ? before : "", HeardAnswer.Words(spoken, seen, stream: true));
        Assert.DoesNotContain(Stage.CodeWord[..4], Encoding.UTF8.GetString(seen), StringComparison.Ordinal);
        List<JsonElement> events = HeardAnswer.Events(spoken, seen);
        Assert.Equal(spoken.Reason.Value, string.Concat(events.TakeLast(2).Select(e => HeardAnswer.Gather(e, spoken.Reason.Member))));
        (string member, string value) = spoken.Last ?? spoken.Reason;
        Assert.Contains($"\"{member}\":", events[^1].GetRawText(), StringComparison.Ordinal);
        Assert.Contains(value, events[^1].GetRawText(), StringComparison.Ordinal);
        if (spoken.Mark is { } mark)
            Assert.EndsWith(mark, Encoding.UTF8.GetString(seen), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task O2_A_blocked_answer_says_nothing_of_what_was_blocked(string name)
    {
        Spoken spoken = Dialects.Named(name);
        using HttpResponseMessage response = await AskAsync(spoken, "blocking", new JsonObject { ["reply"] = $"The plan is called {Stage.CodeWord}." }, stream: false);
        string seen = await Given.TextAsync(response);
        Assert.DoesNotContain("plan", HeardAnswer.Words(spoken, Encoding.UTF8.GetBytes(seen), stream: false), StringComparison.Ordinal);
        Assert.Contains(spoken.Reason.Value, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.CodeWord, seen, StringComparison.Ordinal);
    }

    private async Task AssertRedactedAsync(Spoken spoken, string kind, JsonObject script, bool stream)
    {
        string policy = spoken.Policy.Equals("default", StringComparison.Ordinal) ? PlantedValue.Policy(kind) : spoken.Policy;
        using HttpResponseMessage response = await AskAsync(spoken, policy, script, stream);
        byte[] seen = await response.Content.ReadAsByteArrayAsync(Given.Token);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(seen));
        PlantedValue.AssertRedacted(HeardAnswer.Words(spoken, seen, stream));
        PlantedValue.AssertGone(kind, Encoding.UTF8.GetString(seen));
    }

    /// <summary>The words that came while the upstream waited before its last delta; reads no further than to what is expected.</summary>
    private async Task<string> ArrivedAsync(Spoken spoken, string policy, string[] deltas, string expected)
    {
        string gate = Guid.NewGuid().ToString("N");
        var script = new JsonObject
        {
            ["reply"] = string.Concat(deltas),
            ["cut"] = new JsonArray([.. deltas.SkipLast(1).Select(d => (JsonNode)d.Length)]),
            ["pauses"] = Pause(deltas.Length - 1, gate),
        };
        using HttpResponseMessage response = await AskAsync(spoken, policy, script, stream: true);
        await using Stream body = await response.Content.ReadAsStreamAsync(Given.Token);
        using var seen = new MemoryStream();
        var piece = new byte[4096];
        while (HeardAnswer.Words(spoken, seen.ToArray(), stream: true).Length < expected.Length)
        {
            int read = await body.ReadAsync(piece, Given.Token);
            Assert.True(read > 0, "the stream ended before its pause");
            seen.Write(piece, 0, read);
        }

        await speaker.Simulator.WaitForGateAsync(gate, Given.Token);
        speaker.Simulator.OpenGate(gate);
        return HeardAnswer.Words(spoken, seen.ToArray(), stream: true);
    }

    private async Task<HttpResponseMessage> AskAsync(Spoken spoken, string policy, JsonObject script, bool stream)
    {
        if (!spoken.InPieces)
            script["stream"] = stream;
        using var request = new HttpRequestMessage(HttpMethod.Post, spoken.Where(policy, stream)) { Content = Given.Json(spoken.Question(stream)) };
        request.Headers.Add("x-sim-script", Stage.Header(script));
        request.Headers.Add("Accept", "application/json, text/event-stream, */*");
        return await speaker.Gate.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    private static JsonArray Pause(int afterDelta, string gate) => [new JsonObject { ["afterDelta"] = afterDelta, ["gate"] = gate }];

    /// <summary>A gate and the simulator behind it.</summary>
    public sealed class Speaker : IAsyncLifetime
    {
        public SimulatorServer Simulator { get; private set; } = null!;

        public GatewayFixture Gate { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Simulator = await SimulatorServer.StartAsync();
            Gate = await AcceptanceGate.StartAsync(Simulator.Address);
        }

        public async ValueTask DisposeAsync()
        {
            await Gate.DisposeAsync();
            await Simulator.DisposeAsync();
        }
    }
}
