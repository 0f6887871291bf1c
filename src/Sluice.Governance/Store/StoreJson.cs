using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Governance.Limits;

namespace Sluice.Governance.Store;

/// <summary>JSON columns, and the readable states in audit records.</summary>
internal static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Limits(IReadOnlyList<LimitSpec> limits) => JsonSerializer.Serialize(limits, Options);

    public static IReadOnlyList<LimitSpec> Limits(string json) => JsonSerializer.Deserialize<List<LimitSpec>>(json, Options)!;
}
