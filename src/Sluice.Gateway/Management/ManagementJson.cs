using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Gateway.Management;

/// <summary>How the management API spells things.</summary>
internal static class ManagementJson
{
    /// <summary>Names in bodies: <c>expiresAt</c> is <c>expires_at</c>.</summary>
    public static string Name(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>Adds a member unless there is nothing to say: clients tell what is absent from what is null.</summary>
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
            json[name] = value;
        return json;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static JsonNode? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    /// <summary>A page of a list; <c>next_offset</c> is there only where there is more.</summary>
    public static JsonObject Page<T>(string name, IEnumerable<T> items, int? next, Func<T, JsonNode> view) =>
        new JsonObject { [name] = new JsonArray([.. items.Select(view)]) }.With("next_offset", next);
}
