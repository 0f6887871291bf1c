using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management.OpenApi;

/// <summary>The management API as an OpenAPI 3.1 document, made from the table that is also mapped and checked.</summary>
internal static partial class OpenApiDocument
{
    public const string Path = "/openapi.json";

    public static JsonObject Of(IReadOnlyList<ManagementEndpoint> endpoints)
    {
        var schemas = new ShapeSchemas();
        var paths = new JsonObject();
        foreach (ManagementEndpoint endpoint in endpoints)
        {
            foreach (string path in endpoint.Paths)
            {
                JsonObject methods = paths[path]?.AsObject() ?? [];
                paths[path] ??= methods;
                methods[endpoint.Method.ToLowerInvariant()] = Operation(endpoint, path, schemas);
            }
        }

        schemas.Refer(new Shape("Error", Field.Integer("status_code", "The status.", 400, 599, required: true), Field.Text("error_message", "What is wrong.", required: true)));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Sluice management API", ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3) },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["token"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Written,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-pan-token" },
                },
            },
        };
    }

    private static JsonObject Operation(ManagementEndpoint endpoint, string path, ShapeSchemas schemas)
    {
        string id = path.Equals(endpoint.Path, StringComparison.Ordinal) ? endpoint.Id : endpoint.Id + string.Concat(path.Split('/', '{', '}').Where(s => s.Length > 0).Select(s => char.ToUpperInvariant(s[0]) + s[1..]));
        JsonObject operation = new JsonObject { ["operationId"] = id, ["summary"] = endpoint.About }
            .With("x-permission", endpoint.Needs?.ToString())
            .With("parameters", Parameters(endpoint, path));
        if (endpoint.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = !endpoint.BodyIsOptional, ["content"] = Content(schemas.Refer(body)) };
        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(schemas.Refer(endpoint.Answer)) },
            ["default"] = new JsonObject { ["description"] = "Refused or failed.", ["content"] = Content(ShapeSchemas.Reference("Error")) },
        };
        return operation;
    }

    private static JsonArray Parameters(ManagementEndpoint endpoint, string path)
    {
        var parameters = new JsonArray();
        foreach (Match match in InPath().Matches(path))
        {
            parameters.Add(new JsonObject
            {
                ["name"] = match.Groups["name"].Value,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        foreach (QueryParameter parameter in endpoint.Query)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = parameter.Name,
                ["in"] = "query",
                ["description"] = parameter.About,
                ["schema"] = new JsonObject { ["type"] = ShapeSchemas.TypeOf(parameter.Kind) },
            });
        }

        return parameters;
    }

    private static JsonObject Content(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InPath();
}
