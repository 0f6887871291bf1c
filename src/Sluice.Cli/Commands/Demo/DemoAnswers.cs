using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Sluice.Cli.Commands.Demo;

/// <summary>The cases in which the upstream says too much.</summary>
internal static class DemoAnswers
{
    private const string Strict = "strict";

    public static async IAsyncEnumerable<DemoRow> RunAsync(DemoStage stage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        DemoCase[] cases =
        [
            new("whole", Planted()),
            new("whole, \\uXXXX-escaped", Planted(("escapeUnicode", true))) { ShowsEscapes = true },
            new("whole, gzip'd", Planted(("gzip", true))),
            new("whole, in a tool call's arguments (strict policy)", Tool(), Strict),
        ];
        foreach (DemoCase each in cases)
            yield return await TryAsync(stage, each, cancellation);
        yield return await EveryCutAsync(stage, cancellation);
        cases =
        [
            new("streamed by characters", Planted(("cut", "char"))) { Streams = true },
            new("streamed, \\uXXXX-escaped", Planted(("escapeUnicode", true), ("cut", 3))) { Streams = true, ShowsEscapes = true },
            new("streamed, gzip'd", Planted(("gzip", true), ("cut", 2))) { Streams = true },
            new("streamed, in a tool call's arguments (strict policy)", Tool(("cut", "char")), Strict) { Streams = true },
            new("blocked, whole", Says(DemoTexts.Secret)) { Expected = "", Blocked = true },
            new("blocked, streamed by characters", Says(DemoTexts.Secret, ("cut", "char"))) { Expected = "We ship ", Blocked = true, Streams = true },
            new("clean, whole", Says(DemoTexts.Clean)) { Expected = DemoTexts.Clean },
            new("clean, streamed", Says(DemoTexts.Clean)) { Expected = DemoTexts.Clean, Streams = true },
        ];
        foreach (DemoCase each in cases)
            yield return await TryAsync(stage, each, cancellation);
    }

    private static async Task<DemoRow> TryAsync(DemoStage stage, DemoCase each, CancellationToken cancellation)
    {
        DemoAnswer sent = await stage.AskUpstreamAsync(each.Script(), each.Streams, cancellation);
        DemoAnswer saw = await stage.AskGateAsync(each.Policy, each.Script(), each.Streams, cancellation);
        int? held = each.Streams ? await stage.MostHeldAsync(cancellation) : null;
        return new DemoRow(each.Name, each.Shown(sent), each.Saw(saw), held, each.Judge(sent, saw, held));
    }

    /// <summary>One request for each place where the number can be cut in two, both its ends among them.</summary>
    private static async Task<DemoRow> EveryCutAsync(DemoStage stage, CancellationToken cancellation)
    {
        string? wrong = null;
        string lastSaw = "";
        int redacted = 0, most = 0;
        int first = DemoTexts.Before.Length;
        int cuts = DemoTexts.Card.Length + 1;
        for (int cut = first; cut < first + cuts; cut++)
        {
            int at = cut;
            var each = new DemoCase("", () => Script(("reply", DemoTexts.Planted), ("cut", new JsonObject { ["at"] = at }))) { Streams = true };
            DemoRow row = await TryAsync(stage, each, cancellation);
            wrong ??= row.Right ? null : $"cut at {cut - first}: {row.Wrong}";
            redacted += row.Right ? 1 : 0;
            most = Math.Max(most, row.Held ?? 0);
            lastSaw = row.Saw;
        }

        return new DemoRow("streamed, cut in two at every position", DemoTexts.Planted, $"{lastSaw} ({redacted} of {cuts} cuts redacted)", most, wrong);
    }

    private static Func<JsonObject> Planted(params (string Name, JsonNode? Value)[] more) => Says(DemoTexts.Planted, more);

    private static Func<JsonObject> Says(string reply, params (string Name, JsonNode? Value)[] more) =>
        () => Script([("reply", reply), .. more]);

    private static Func<JsonObject> Tool(params (string Name, JsonNode? Value)[] more) => () => Script(
        [
            ("toolCalls", new JsonArray(new JsonObject { ["name"] = "save", ["arguments"] = new JsonObject { ["text"] = DemoTexts.Planted } })),
            .. more,
        ]);

    private static JsonObject Script(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var script = new JsonObject();
        foreach ((string name, JsonNode? value) in fields)
            script[name] = value?.DeepClone();
        return script;
    }
}
