using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Cli.Commands.Demo;

/// <summary>The demo's configuration: the shipped policies, one rule of the user's own beside the default's, and routes to the demo's simulator.</summary>
internal static class DemoConfiguration
{
    /// <summary>A detector of the user's own.</summary>
    private const string Detector = "codenames";

    public static string Text(Uri upstream)
    {
        using Stream shipped = typeof(DemoConfiguration).Assembly.GetManifestResourceStream("appsettings.json")!;
        JsonNode policies = JsonNode.Parse(shipped, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!["Sluice"]!["Policies"]!.DeepClone();
        policies["default"]!["Rules"]!.AsArray().Add(new JsonObject { ["Find"] = Detector, ["In"] = "response", ["Then"] = "Block" });
        return new JsonObject
        {
            ["Kestrel"] = new JsonObject { ["Endpoints"] = new JsonObject { ["Proxy"] = Listener(), ["Admin"] = Listener() } },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject { ["default"] = Route("default"), ["strict"] = Route("strict") },
                ["Clusters"] = new JsonObject
                {
                    ["demo"] = new JsonObject { ["Destinations"] = new JsonObject { ["primary"] = new JsonObject { ["Address"] = upstream.AbsoluteUri } } },
                },
            },
            ["Sluice"] = new JsonObject
            {
                ["Detectors"] = new JsonObject { [Detector] = new JsonObject { ["Words"] = new JsonArray(DemoTexts.CodeWord) } },
                ["Policies"] = policies,
                ["Store"] = "Data Source=:memory:", // Nothing of a demo stays.
            },
        }.ToJsonString();
    }

    private static JsonObject Listener() => new() { ["Url"] = "http://127.0.0.1:0" };

    /// <summary>A path prefix for each policy.</summary>
    private static JsonObject Route(string policy) => new()
    {
        ["ClusterId"] = "demo",
        ["Match"] = new JsonObject { ["Path"] = $"/{policy}/{{**rest}}" },
        ["Transforms"] = new JsonArray(new JsonObject { ["PathRemovePrefix"] = $"/{policy}" }),
        ["Metadata"] = new JsonObject { ["Dialect"] = "openai", ["Policy"] = policy },
    };
}
