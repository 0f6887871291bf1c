using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity.Tokens;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration.Schema;

/// <summary>The JSON schema of the configuration, for editors: <c>deploy/sluice.schema.json</c> is its text.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It stands in a file for people, not in HTML.
    };

    /// <exception cref="IOException">The documentation files of the assemblies do not lie beside the program.</exception>
    public static string Text()
    {
        JsonObject sluice = new OptionsSchema(new DocComments(typeof(SluiceOptions).Assembly, typeof(TokenOptions).Assembly, typeof(PolicyOptions).Assembly)).Of(typeof(SluiceOptions));
        sluice.Insert(0, "description", "Policies, detectors and limits.");
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Sluice configuration",
            ["description"] = "Made by `sluice config schema`. In spelling it is stricter than the gate, which takes names in any case and numbers as text; in meaning the gate looks closer.",
            ["allowTrailingCommas"] = true,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                [ConfigurationTree.SchemaKey] = new JsonObject { ["description"] = "Where this schema lies; the gate does not read it.", ["type"] = "string" },
                ["Kestrel"] = ForeignSections.Kestrel(),
                ["Logging"] = ForeignSections.Logging(),
                ["ReverseProxy"] = ForeignSections.ReverseProxy(),
                ["Sluice"] = sluice,
            },
            ["$defs"] = new JsonObject
            {
                ["endpoint"] = ForeignSections.Endpoint(),
                ["route"] = ForeignSections.Route(),
                ["cluster"] = ForeignSections.Cluster(),
            },
        };
        return schema.ToJsonString(Format) + "\n";
    }
}
