using System.Text.Json;

namespace Sluice.Gateway.Judges;

/// <summary>Members of a judge's answer, which may be anything.</summary>
internal static class JudgeJson
{
    /// <summary>The member of that name and kind, if it is there.</summary>
    public static bool TryGet(this JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    public static bool TryGetFlag(this JsonElement element, string name, out bool flag)
    {
        flag = element.TryGet(name, JsonValueKind.True, out _);
        return flag || element.TryGet(name, JsonValueKind.False, out _);
    }

    public static bool TryGetText(this JsonElement element, string name, out string text)
    {
        bool found = element.TryGet(name, JsonValueKind.String, out JsonElement value);
        text = found ? value.GetString()! : "";
        return found;
    }

    public static bool TryGetCount(this JsonElement element, string name, out int count)
    {
        count = 0;
        return element.TryGet(name, JsonValueKind.Number, out JsonElement value) && value.TryGetInt32(out count) && count >= 0;
    }
}
