using System.Collections.Frozen;
using System.Text.Json;

namespace Sluice.Simulator.Scripts;

/// <summary>Scripts that a request asks for by its model's name. A script in the request beats them whole.</summary>
internal static class Presets
{
    private static readonly (string Model, string Script)[] Table =
    [
        ("sim-echo", "{}"),
        ("sim-spell", """{"spell":true}"""),
        ("sim-leak", """{"reply":"Sure: card {{sim.card}}, AWS key id {{sim.aws-key}}, mail {{sim.email}}."}"""),
        ("sim-chars", """{"cut":"char"}"""),
        ("sim-slow", """{"pauses":[{"afterDelta":1,"ms":1000},{"afterDelta":2,"ms":1000}]}"""),
        ("sim-reasoning", """{"reasoning":"The caller said something. I shall say it back."}"""),
        ("sim-refusal", """{"refusal":"I can not help with that."}"""),
        ("sim-tool", """{"toolCalls":[{"name":"send_mail","arguments":{"to":"{{sim.email}}","body":"card {{sim.card}}"}}]}"""),
        ("sim-gzip", """{"gzip":true}"""),
        ("sim-429", """{"error":{"status":429,"retryAfter":2}}"""),
        ("sim-500", """{"error":{"status":500}}"""),
        ("sim-stream-error", """{"errorAfterDelta":{"after":1}}"""),
        ("sim-cut", """{"cutAfterDelta":1}"""),
    ];

    private static readonly FrozenDictionary<string, Script> Scripts = Table.ToFrozenDictionary(
        row => row.Model, row => Parse(row.Script), StringComparer.Ordinal);

    public static IEnumerable<string> Models => Table.Select(row => row.Model);

    /// <param name="model">A vendor's prefix, as in <c>amazon.sim-leak</c>, does not matter.</param>
    public static Script For(string model) => Scripts.GetValueOrDefault(model[(model.LastIndexOf('.') + 1)..], Script.None);

    private static Script Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new ScriptReader(new SimulatorOptions(), hasGates: false).Read(document.RootElement, "preset");
    }
}
