using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Simulator;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>What a client plants in its request does not reach the upstream, wherever it stands and however it is spelled or packed.</summary>
public sealed class PlantedRequestTests(Stage stage) : IClassFixture<Stage>
{
    /// <summary>From the kind of value to the request's messages.</summary>
    private static readonly Dictionary<string, Func<string, string>> Places = new(StringComparer.Ordinal)
    {
        ["content"] = kind => $$"""{"role":"user","content":{{PlantedValue.Quoted(PlantedValue.Sentence(kind))}}}""",
        ["content, escaped"] = kind => $$"""{"role":"user","content":{{PlantedValue.Escaped(kind)}}}""",
        ["content part"] = kind => $$"""{"role":"user","content":[{"type":"text","text":{{PlantedValue.Quoted(PlantedValue.Sentence(kind))}}}]}""",
        ["system message"] = kind => $$"""{"role":"system","content":{{PlantedValue.Quoted(PlantedValue.Sentence(kind))}}}""",
        ["tool call's arguments"] = kind => ToolCall(PlantedValue.Quoted(PlantedValue.Sentence(kind))),
        ["tool call's arguments, escaped"] = kind => ToolCall(PlantedValue.Escaped(kind)),
        ["tool result"] = kind => $$"""{"role":"tool","tool_call_id":"c","content":{{PlantedValue.Quoted(PlantedValue.Sentence(kind))}}}""",
    };

    public static TheoryData<string, string, bool> Everything =>
        new(PlantedValue.Kinds.SelectMany(kind => Places.Keys.SelectMany(place => new[] { (kind, place, false), (kind, place, true) })));

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_planted_value_does_not_reach_the_upstream(string kind, string place, bool gzip)
    {
        string body = $$"""{"model":"sim-echo","messages":[{{Places[place](kind)}}],"temperature":1E-1}""";
        string id = $"{kind}, {place}, {gzip}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{PlantedValue.Policy(kind)}/v1/chat/completions") { Content = Given.Json(body, gzip ? "gzip" : null) };
        request.Headers.Add("x-case", id);
        using HttpResponseMessage response = await stage.Gate.Client.SendAsync(request, Given.Token);
        string answer = await Given.TextAsync(response);
        Assert.True(response.IsSuccessStatusCode, answer);

        ReceivedRequest received = stage.Simulator.Requests.Last(r => r.Headers.TryGetValue("x-case", out var given) && given == id);
        PlantedValue.AssertGone(kind, received.BodyText);
        PlantedValue.AssertReplaced(kind, Sentence(JsonNode.Parse(received.BodyText)!["messages"]![0]!));
        Assert.Contains("\"temperature\":1E-1", received.BodyText, StringComparison.Ordinal);
    }

    /// <param name="text">A JSON string, which stands in the JSON text that is the arguments.</param>
    private static string ToolCall(string text)
    {
        string arguments = PlantedValue.Quoted($$"""{"text":{{text}} }""");
        return $$$"""{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"save","arguments":{{{arguments}}}}}]}""";
    }

    private static string Sentence(JsonNode message)
    {
        if (message["tool_calls"] is { } calls)
            return JsonNode.Parse(calls[0]!["function"]!["arguments"]!.GetValue<string>())!["text"]!.GetValue<string>();
        JsonNode content = message["content"]!;
        return content.GetValueKind() == JsonValueKind.String ? content.GetValue<string>() : content[0]!["text"]!.GetValue<string>();
    }
}
