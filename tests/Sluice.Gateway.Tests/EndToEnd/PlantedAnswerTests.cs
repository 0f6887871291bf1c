using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>What an upstream plants in its answer does not reach the client, however it is spelled, cut, packed or delayed.</summary>
public sealed class PlantedAnswerTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly Dictionary<string, (bool Stream, (string Name, JsonNode? Value)[] Script)> Ways = new(StringComparer.Ordinal)
    {
        ["whole"] = (false, []),
        ["whole, escaped"] = (false, [("escapeUnicode", true)]),
        ["whole, gzip"] = (false, [("gzip", true)]),
        ["stream by words"] = (true, []),
        ["stream by characters"] = (true, [("cut", "char")]),
        ["stream by characters, escaped"] = (true, [("cut", "char"), ("escapeUnicode", true)]),
        ["stream, escaped, in small packets"] = (true, [("escapeUnicode", true), ("tcpChunk", 11)]),
        ["stream by threes, gzip"] = (true, [("cut", 3), ("gzip", true)]),
    };

    public static TheoryData<string, string> Everything => new(PlantedValue.Kinds.SelectMany(kind => Ways.Keys.Select(way => (kind, way))));

    public static TheoryData<string> Kinds => new(PlantedValue.Kinds);

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_planted_value_does_not_reach_the_client(string kind, string way)
    {
        JsonObject script = Script(way);
        script["reply"] = PlantedValue.Sentence(kind);
        byte[] seen = await SeenAsync(PlantedValue.Policy(kind), script, Ways[way].Stream);
        ChatLanes lanes = ChatLanes.Of(seen, Ways[way].Stream);
        PlantedValue.AssertRedacted(lanes.Content);
        PlantedValue.AssertGone(kind, Encoding.UTF8.GetString(seen));
        PlantedValue.AssertGone(kind, lanes.Content);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task In_a_tool_calls_arguments_a_planted_value_does_not_reach_the_client_and_the_arguments_stay_JSON(string kind, string way)
    {
        JsonObject script = Script(way);
        script["toolCalls"] = new JsonArray(new JsonObject
        {
            ["name"] = "save",
            ["arguments"] = new JsonObject { ["text"] = PlantedValue.Sentence(kind), ["n"] = 1 },
        });
        byte[] seen = await SeenAsync("strict", script, Ways[way].Stream);
        ChatLanes lanes = ChatLanes.Of(seen, Ways[way].Stream);
        JsonNode arguments = JsonNode.Parse(lanes.Arguments)!;
        PlantedValue.AssertRedacted(arguments["text"]!.GetValue<string>());
        Assert.Equal(1, arguments["n"]!.GetValue<int>());
        PlantedValue.AssertGone(kind, Encoding.UTF8.GetString(seen));
        PlantedValue.AssertGone(kind, lanes.Arguments);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_stream_that_pauses_in_the_middle_of_a_value_gives_nothing_of_it_away(string kind)
    {
        string gate = $"middle of {kind}";
        var script = new JsonObject
        {
            ["reply"] = PlantedValue.Sentence(kind),
            ["cut"] = new JsonObject { ["at"] = PlantedValue.Middle(kind) },
            ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = gate }),
        };
        using HttpResponseMessage response = await stage.AskAsync(PlantedValue.Policy(kind), script, stream: true);
        await using Stream body = await response.Content.ReadAsStreamAsync(Given.Token);
        using var seen = new MemoryStream();
        var piece = new byte[4096];

        // The words before the value come while the upstream pauses: the value's first half arrived with them, and stays behind.
        while (!Encoding.UTF8.GetString(seen.ToArray()).Contains("Take it", StringComparison.Ordinal))
        {
            int read = await body.ReadAsync(piece, Given.Token);
            Assert.True(read > 0, "the stream ended before its pause");
            seen.Write(piece, 0, read);
        }

        await stage.Simulator.WaitForGateAsync(gate, Given.Token);
        PlantedValue.AssertGone(kind, Encoding.UTF8.GetString(seen.ToArray()));
        stage.Simulator.OpenGate(gate);
        await body.CopyToAsync(seen, Given.Token);

        ChatLanes lanes = ChatLanes.Of(seen.ToArray(), streamed: true);
        PlantedValue.AssertRedacted(lanes.Content);
        PlantedValue.AssertGone(kind, Encoding.UTF8.GetString(seen.ToArray()));
        Assert.True(lanes.Done);
    }

    private async Task<byte[]> SeenAsync(string policy, JsonObject script, bool stream)
    {
        using HttpResponseMessage response = await stage.AskAsync(policy, script, stream);
        byte[] seen = await Stage.BytesAsync(response);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(seen));
        return seen;
    }

    private static JsonObject Script(string way)
    {
        var script = new JsonObject();
        foreach ((string name, JsonNode? value) in Ways[way].Script)
            script[name] = value?.DeepClone();
        return script;
    }
}
