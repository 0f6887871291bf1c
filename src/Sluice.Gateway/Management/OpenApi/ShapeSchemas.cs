using System.Text.Json.Nodes;
using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management.OpenApi;

/// <summary>Shapes as JSON schemas, each written once and referred to.</summary>
internal sealed class ShapeSchemas
{
    /// <summary>The schemas by name.</summary>
    public JsonObject Written { get; } = [];

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Integer => "integer",
        FieldKind.Number => "number",
        FieldKind.Boolean => "boolean",
        FieldKind.Object => "object",
        FieldKind.List => "array",
        _ => "string",
    };

    public JsonObject Refer(Shape shape)
    {
        if (!Written.ContainsKey(shape.Name))
        {
            var properties = new JsonObject();
            var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
            Written[shape.Name] = schema;
            foreach (Field field in shape.Fields)
                properties[field.Name] = Of(field);
            if (shape.Fields.Any(f => f.Required))
                schema["required"] = ManagementJson.List(shape.Fields.Where(f => f.Required).Select(f => f.Name));
        }

        return Reference(shape.Name);
    }

    private JsonObject Of(Field field)
    {
        if (field is { Kind: FieldKind.Object, Of: { } of })
            return field.Nullable ? new JsonObject { ["description"] = field.About, ["anyOf"] = new JsonArray(Refer(of), new JsonObject { ["type"] = "null" }) } : Refer(of);
        string type = TypeOf(field.Kind);
        var schema = new JsonObject { ["type"] = field.Nullable ? new JsonArray(type, "null") : type, ["description"] = field.About };
        switch (field.Kind)
        {
            case FieldKind.Text when field.Words.Count > 0:
                schema["enum"] = ManagementJson.List(field.Words);
                if (field.Nullable)
                    schema["enum"]!.AsArray().Add(null);
                break;
            case FieldKind.Text:
                schema["maxLength"] = field.MaxLength;
                break;
            case FieldKind.Time:
                schema["format"] = "date-time";
                break;
            case FieldKind.Integer or FieldKind.Number:
                schema["minimum"] = field.Least;
                schema["maximum"] = field.Most;
                break;
            case FieldKind.List:
                schema["items"] = field.Of is { } item ? Refer(item) : new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength };
                schema["maxItems"] = field.MaxItems;
                break;
        }

        return schema;
    }
}
