using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration.Schema;

/// <summary>
/// The schema of options: their properties, bounds and words by reflection, their meaning by their comments. Nothing is required but what
/// stands in a list: a file may give a part of an object, and an earlier file the rest.
/// </summary>
internal sealed class OptionsSchema(DocComments comments)
{
    /// <summary>An object with the properties of <paramref name="options"/> and no others.</summary>
    public JsonObject Of(Type options)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        Add(options, properties, required);
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private void Add(Type options, JsonObject properties, JsonArray required)
    {
        object defaults = Activator.CreateInstance(options)!;
        foreach (PropertyInfo property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.PropertyType == typeof(InspectionOptions))
            {
                Add(property.PropertyType, properties, required); // Its keys stand beside the others.
                continue;
            }

            JsonObject schema = OfProperty(property);
            if (comments.Of(property) is { } comment)
                schema.Insert(0, "description", comment);
            if (Default(property.GetValue(defaults)) is { } value)
                schema["default"] = value;
            properties[property.Name] = schema;
            if (property.GetCustomAttribute<RequiredAttribute>() is not null)
                required.Add(property.Name);
        }
    }

    private JsonObject OfProperty(PropertyInfo property)
    {
        Type type = property.PropertyType;
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long))
            return Number(property);
        if (type == typeof(decimal) || type == typeof(decimal?))
            return Decimal(property);
        if (type == typeof(string))
            return Text(property);
        if (type == typeof(TimeSpan))
            return new JsonObject { ["type"] = "string", ["pattern"] = @"^(\d+\.)?\d\d:\d\d:\d\d$" };
        if (type == typeof(Dictionary<string, List<string>>))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OneOrMany(new JsonObject { ["type"] = "string" }) };
        if (type == typeof(SecretText))
            return new JsonObject { ["type"] = "string", ["minLength"] = 1, ["examples"] = new JsonArray("env:NAME", "file:PATH") };
        if (type == typeof(IReadOnlyList<IPNetwork>))
            return OneOrMany(new JsonObject { ["type"] = "string" });
        if (type == typeof(List<string>))
            return OneOrMany(Text(property));
        if (!type.IsGenericType)
            return Of(type);
        JsonObject items = Of(type.GetGenericArguments()[^1]);
        return type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            ? new JsonObject { ["type"] = "object", ["additionalProperties"] = items }
            : new JsonObject { ["type"] = "array", ["items"] = items };
    }

    private static JsonObject Number(PropertyInfo property)
    {
        (long least, long most) = OptionRange.Of(property);
        return new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
    }

    private static JsonObject Decimal(PropertyInfo property)
    {
        (decimal least, decimal most) = OptionRange.OfDecimal(property);
        return new JsonObject { ["type"] = "number", ["minimum"] = least, ["maximum"] = most };
    }

    private static JsonObject Text(PropertyInfo property)
    {
        if (property.DeclaringType == typeof(RuleOptions) && string.Equals(property.Name, nameof(RuleOptions.Find), StringComparison.Ordinal))
            return Detectors();
        if (Words(property) is { } words)
            return new JsonObject { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };
        return new JsonObject { ["type"] = "string" };
    }

    private static IEnumerable<string>? Words(PropertyInfo property) =>
        property.GetCustomAttribute<EnumDataTypeAttribute>() is { } names
            ? Enum.GetNames(names.EnumType)
            : property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Cast<string>();

    /// <summary>The built-in detectors are suggested; the user's own and patterns of names are as good.</summary>
    private static JsonObject Detectors()
    {
        IEnumerable<string> names = DetectorCatalog.All.Select(d => d.Name).Order(StringComparer.Ordinal);
        JsonArray suggested = [.. names.Prepend("pii/*").Prepend("secrets/*").Select(n => (JsonNode)n)];
        return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = suggested }, new JsonObject { ["type"] = "string", ["minLength"] = 1 }) };
    }

    private static JsonObject OneOrMany(JsonObject item) =>
        new() { ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }) };

    private static JsonNode? Default(object? value) => value switch
    {
        bool flag => flag,
        int number => number,
        long number => number,
        decimal and not 0 => JsonValue.Create((decimal)value),
        string { Length: > 0 } text => text,
        TimeSpan span => span.ToString("c"),
        _ => null,
    };
}
