using System.Text;
using System.Text.Json;

namespace Sluice.Simulator.Requests;

/// <summary>Reads fields that may be missing: a missing field, a null and a value that is no object all have no fields.</summary>
internal static class JsonFields
{
    /// <summary>The field, or an element of kind <see cref="JsonValueKind.Undefined"/>.</summary>
    public static JsonElement At(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The elements of an array; none if it is something else.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement owner, string name)
    {
        var value = owner.At(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
    }

    public static string? Text(this JsonElement owner, string name) => owner.At(name).AsText();

    public static string? AsText(this JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether the field is this string.</summary>
    public static bool Is(this JsonElement owner, string name, string text) => string.Equals(owner.Text(name), text, StringComparison.Ordinal);

    public static bool Flag(this JsonElement owner, string name, bool otherwise = false) => owner.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Undefined or JsonValueKind.Null => otherwise,
        _ => throw RequestProblemException.Bad(name, "must be true or false"),
    };

    public static int Count(this JsonElement owner, string name, int least, int most, int otherwise)
    {
        var value = owner.At(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= least && count <= most
            ? count
            : throw RequestProblemException.Bad(name, $"must be a whole number from {least} to {most}");
    }

    /// <summary>A string, or the <c>text</c> of an array's parts, joined by a space.</summary>
    public static string PartsText(this JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String) return content.GetString()!;
        if (content.ValueKind != JsonValueKind.Array) return "";
        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if ((part.AsText() ?? part.Text("text")) is not { } said) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append(said);
        }

        return text.ToString();
    }

    /// <summary>The newest element whose role is the given one.</summary>
    public static JsonElement LastOf(this IReadOnlyList<JsonElement> messages, string role)
    {
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Is("role", role)) return messages[i];
        }

        return default;
    }
}
