using System.Globalization;
using System.Text.Json;

namespace Sluice.Gateway.Management.Shapes;

/// <summary>Holds a body to its shape.</summary>
internal static class ShapeCheck
{
    /// <summary>The first thing that is wrong, as member and problem; null where all is right.</summary>
    /// <param name="strict">Members that the shape does not know are wrong, instead of passed over.</param>
    public static (string Field, string Problem)? Wrong(Shape shape, JsonElement body, bool strict, string path = "")
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (path, "is not an object");
        foreach (JsonProperty member in body.EnumerateObject())
        {
            string name = Join(path, member.Name);
            if (shape.Find(member.Name) is { } field)
            {
                if (Wrong(field, member.Value, strict, name) is { } wrong)
                    return wrong;
            }
            else if (strict)
            {
                return (Shown(name), "is not known here");
            }
        }

        return shape.Fields.FirstOrDefault(f => f.Required && !IsGiven(body, f)) is { } missing ? (Join(path, missing.Name), "is missing") : null;
    }

    public static bool IsTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && text.Contains('T', StringComparison.OrdinalIgnoreCase);

    private static bool IsGiven(JsonElement body, Field field) => body.TryGetProperty(field.Name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private static (string Field, string Problem)? Wrong(Field field, JsonElement value, bool strict, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return field.Required ? (name, "is missing") : null;
        return field.Kind switch
        {
            FieldKind.Text => WrongText(field, value, name),
            FieldKind.Time => value.ValueKind == JsonValueKind.String && IsTime(value.GetString()!, out _) ? null : (name, "is not a time such as 2027-01-31T12:00:00Z"),
            FieldKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : (name, "is neither true nor false"),
            FieldKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) && whole >= field.Least && whole <= field.Most
                ? null : (name, $"is not a whole number from {field.Least} to {field.Most}"),
            FieldKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) && number >= field.Least && number <= field.Most
                ? null : (name, $"is not a number from {field.Least} to {field.Most}"),
            FieldKind.Object => Wrong(field.Of!, value, strict, name),
            _ => WrongList(field, value, strict, name),
        };
    }

    private static (string Field, string Problem)? WrongText(Field field, JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String)
            return (name, "is not a text");
        string text = value.GetString()!;
        if (text.Length > field.MaxLength)
            return (name, $"is longer than {field.MaxLength} characters");
        if (text.Length == 0 && field.Required && !field.MayBeEmpty)
            return (name, "is empty");
        if (text.Any(char.IsControl))
            return (name, "holds control characters");
        return field.Words.Count > 0 && !field.Words.Contains(text, StringComparer.OrdinalIgnoreCase) ? (name, $"is none of {string.Join(", ", field.Words)}") : null;
    }

    private static (string Field, string Problem)? WrongList(Field field, JsonElement value, bool strict, string name)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return (name, "is not a list");
        if (value.GetArrayLength() > field.MaxItems)
            return (name, $"has more than {field.MaxItems} items");
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string itemName = $"{name}[{index++}]";
            (string, string)? wrong = field.Of is null ? WrongText(field, item, itemName) : Wrong(field.Of, item, strict, itemName);
            if (wrong is not null)
                return wrong;
        }

        return null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The caller chose the name; an error repeats only so much of it.</summary>
    private static string Shown(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
