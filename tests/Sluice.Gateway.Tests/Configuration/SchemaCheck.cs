using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sluice.Gateway.Tests.Configuration;

/// <summary>Judges documents by a JSON schema: the keywords that ours uses, and an exception for any other, so that none is skipped in silence.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "default", "allowTrailingCommas", "$defs"];

    /// <summary>What is wrong, place by place.</summary>
    public List<string> Errors(JsonNode? document)
    {
        var errors = new List<string>();
        Judge(document, root, "", errors);
        return errors;
    }

    private void Judge(JsonNode? value, JsonObject schema, string at, List<string> errors)
    {
        foreach ((string keyword, JsonNode? given) in schema)
        {
            switch (keyword)
            {
                case "$ref":
                    Judge(value, Target(given!.GetValue<string>()), at, errors);
                    break;
                case "anyOf" when given!.AsArray().All(option => Fails(value, option!.AsObject())):
                    errors.Add($"{at}: fits none of anyOf");
                    break;
                case "properties" when value is JsonObject o:
                    foreach ((string name, JsonNode? child) in o)
                    {
                        if (given![name] is JsonObject property)
                            Judge(child, property, $"{at}:{name}", errors);
                    }

                    break;
                case "additionalProperties" when value is JsonObject o:
                    foreach ((string name, JsonNode? child) in o)
                        JudgeAdditional(schema, given!, name, child, at, errors);
                    break;
                case "items" when value is JsonArray list:
                    for (int i = 0; i < list.Count; i++)
                        Judge(list[i], given!.AsObject(), $"{at}:{i}", errors);
                    break;
                case "anyOf" or "properties" or "additionalProperties" or "items":
                    break;
                default:
                    if (!Annotations.Contains(keyword) && !Holds(keyword, given!, value))
                        errors.Add($"{at}: {keyword}");
                    break;
            }
        }
    }

    private void JudgeAdditional(JsonObject schema, JsonNode given, string name, JsonNode? child, string at, List<string> errors)
    {
        if (schema["properties"]?[name] is not null)
            return;
        if (given is JsonObject each)
            Judge(child, each, $"{at}:{name}", errors);
        else
            errors.Add($"{at}:{name}: additionalProperties");
    }

    private static bool Holds(string keyword, JsonNode given, JsonNode? value) => keyword switch
    {
        "type" => given.GetValue<string>() == TypeOf(value),
        "enum" => given.AsArray().Any(word => JsonNode.DeepEquals(word, value)),
        "required" => value is not JsonObject o || given.AsArray().All(name => o.ContainsKey(name!.GetValue<string>())),
        "minimum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<double>() >= given.GetValue<double>(),
        "maximum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<double>() <= given.GetValue<double>(),
        "minLength" => value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length >= given.GetValue<int>(),
        "pattern" => value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch(value.GetValue<string>(), given.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(10)),
        _ => throw new NotSupportedException($"The keyword {keyword} is not judged here."),
    };

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => double.IsInteger(value.GetValue<double>()) ? "integer" : "number",
            _ => "boolean",
        },
    };

    private bool Fails(JsonNode? value, JsonObject schema)
    {
        var errors = new List<string>();
        Judge(value, schema, "", errors);
        return errors.Count > 0;
    }

    private JsonObject Target(string reference) => reference[2..].Split('/').Aggregate((JsonNode)root, (node, name) => node[name]!).AsObject();
}
