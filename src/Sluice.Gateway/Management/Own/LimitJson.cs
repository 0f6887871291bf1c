using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Management.Own;

/// <summary>Limits in bodies and answers. What comes in has the shape of <see cref="OwnShapes.Limit"/>.</summary>
internal static class LimitJson
{
    public static IReadOnlyList<LimitSpec> Read(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(ReadOne)] : [];

    public static JsonArray Write(IReadOnlyList<LimitSpec> limits) => new([.. limits.Select(WriteOne)]);

    /// <summary>An object that holds nothing but limits.</summary>
    public static JsonObject Object(IReadOnlyList<LimitSpec> limits) => new() { ["limits"] = Write(limits) };

    private static LimitSpec ReadOne(JsonElement json)
    {
        var limit = new LimitSpec(json.GetProperty("name").GetString()!) { Max = json.GetProperty("max").GetDecimal() };
        return limit with
        {
            Per = Word(json, "per", limit.Per),
            Count = Word(json, "count", limit.Count),
            Window = json.TryGetProperty("window_seconds", out JsonElement window) && window.ValueKind == JsonValueKind.Number ? TimeSpan.FromSeconds(window.GetInt64()) : limit.Window,
            Model = json.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String ? model.GetString()! : limit.Model,
            OnOutage = Word(json, "on_outage", limit.OnOutage),
            Cut = json.TryGetProperty("cut", out JsonElement cut) && cut.ValueKind == JsonValueKind.True,
        };
    }

    private static T Word<T>(JsonElement json, string name, T fallback)
        where T : struct, Enum =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Enum.Parse<T>(value.GetString()!, ignoreCase: true) : fallback;

    private static JsonObject WriteOne(LimitSpec limit) => new()
    {
        ["name"] = limit.Name,
        ["per"] = limit.Per.ToString(),
        ["count"] = limit.Count.ToString(),
        ["max"] = limit.Max,
        ["window_seconds"] = (long)limit.Window.TotalSeconds,
        ["model"] = limit.Model,
        ["on_outage"] = limit.OnOutage.ToString(),
        ["cut"] = limit.Cut,
    };
}
