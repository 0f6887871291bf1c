using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Configuration.Schema;
using Sluice.Inspection.Policies;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Configuration;

/// <summary>The schema says what the loader says: the same keys, words and bounds.</summary>
public sealed class ConfigurationSchemaTests : IDisposable
{
    private static readonly string Committed = Path.Combine(Repository.Root, "deploy", "sluice.schema.json");
    private static readonly JsonObject Schema = JsonNode.Parse(ConfigurationSchema.Text())!.AsObject();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-");

    public static TheoryData<string> Shipped =>
    [
        "appsettings.json",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy", "policies")).Select(f => Path.GetRelativePath(Repository.Root, f)),
    ];

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>To make it anew: <c>sluice config schema &gt; deploy/sluice.schema.json</c>.</summary>
    [Fact]
    public void The_committed_schema_is_the_one_that_is_generated() => Assert.Equal(ConfigurationSchema.Text(), File.ReadAllText(Committed));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_ships_fits_and_names_the_schema(string file)
    {
        string path = Path.Combine(Repository.Root, file);
        JsonNode document = Parse(File.ReadAllText(path));
        Assert.Empty(new SchemaCheck(Schema).Errors(document));
        Assert.Equal(Committed, Path.GetFullPath(document["$schema"]!.GetValue<string>(), Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData("""{ "Slucie": {} }""")]
    [InlineData("""{ "Sluice": { "Polices": {} } }""")]
    [InlineData("""{ "Sluice": { "Limits": { "MaxBodyBytes": 1 } } }""")]
    [InlineData("""{ "Sluice": { "Limits": { "MaxBodyBytes": 1.5 } } }""")]
    [InlineData("""{ "Sluice": { "Limits": { "MaxBufferedBytes": 1099511627777 } } }""")]
    [InlineData("""{ "Sluice": { "Limits": { "MaxJsonDepth": 513 } } }""")]
    [InlineData("""{ "Sluice": { "Headers": { "Decision": "often" } } }""")]
    [InlineData("""{ "Sluice": { "Simulator": true } }""")]
    [InlineData("""{ "Sluice": { "Identity": { "Mode": "Guess" } } }""")]
    [InlineData("""{ "Sluice": { "TrustedProxies": 10 } }""")]
    [InlineData("""{ "Sluice": { "Detectors": { "mine": { "Wrods": ["a"] } } } }""")]
    [InlineData("""{ "Sluice": { "Detectors": { "mine": { "Words": [1] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Mode": "Sometimes" } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "secrets/*" }] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Then": "Flag" }] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "", "Then": "Flag" }] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "secrets/*", "Then": "Hide" }] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "secrets/*", "Then": "Flag", "In": ["user", "walls"] }] } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": { "Find": "secrets/*", "Then": "Flag" } } } } }""")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{ "Find": "secrets/*", "Then": "Flag", "In": { "user": true } }] } } } }""")]
    [InlineData("""{ "Sluice": { "TrustedProxies": { "network": "10.0.0.0/8" } } }""")]
    [InlineData("""{ "ReverseProxy": { "Rotues": {} } }""")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "openai": { "Metadata": { "Dailect": "openai" } } } } }""")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "openai": { "Metadata": { "Dialect": "klingon" } } } } }""")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "openai": { "Metadata": { "OnUnknown": "Scan" } } } } }""")]
    [InlineData("""{ "ReverseProxy": { "Clusters": { "openai": { "Destinations": { "primary": { "Address": "ftp://x/" } } } } } }""")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "Proxy": { "Url": "8080" } } } }""")]
    public async Task Both_the_schema_and_the_loader_refuse(string text)
    {
        Assert.NotEmpty(new SchemaCheck(Schema).Errors(Parse(text)));
        Assert.NotEmpty(await LoadAsync(text));
    }

    /// <summary>The loader names the keys that it knows when it meets one that it does not.</summary>
    [Theory]
    [InlineData("{0}", "", "")]
    [InlineData("""{ "Sluice": {0} }""", "Sluice", "Sluice")]
    [InlineData("""{ "Sluice": { "Limits": {0} } }""", "Sluice:Limits", "Sluice:Limits")]
    [InlineData("""{ "Sluice": { "Headers": {0} } }""", "Sluice:Headers", "Sluice:Headers")]
    [InlineData("""{ "Sluice": { "Simulator": {0} } }""", "Sluice:Simulator", "Sluice:Simulator")]
    [InlineData("""{ "Sluice": { "Identity": {0} } }""", "Sluice:Identity", "Sluice:Identity")]
    [InlineData("""{ "Sluice": { "Detectors": { "mine": {0} } } }""", "Sluice:Detectors:mine", "Sluice:Detectors:*")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": {0} } } }""", "Sluice:Policies:mine", "Sluice:Policies:*")]
    [InlineData("""{ "Sluice": { "Policies": { "mine": { "Rules": [{0}] } } } }""", "Sluice:Policies:mine:Rules:0", "Sluice:Policies:*:Rules:[]")]
    [InlineData("""{ "ReverseProxy": {0} }""", "ReverseProxy", "ReverseProxy")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "openai": { "Metadata": {0} } } } }""", "ReverseProxy:Routes:openai:Metadata", "ReverseProxy:Routes:*:Metadata")]
    public async Task The_schema_has_exactly_the_keys_that_the_loader_knows(string document, string key, string place)
    {
        IReadOnlyList<ConfigurationError> errors = await LoadAsync(document.Replace("{0}", """{ "Zzz": "1" }""", StringComparison.Ordinal));
        ConfigurationError unknown = Assert.Single(errors, e => e.Key == $"{key}:Zzz".TrimStart(':'));
        IEnumerable<string> known = unknown.Message.Split("known here: ")[1].Split(", ");
        JsonObject section = At(place);
        Assert.False(section["additionalProperties"]!.GetValue<bool>());
        Assert.Equal(known.Order(StringComparer.Ordinal), section["properties"]!.AsObject().Select(p => p.Key).Where(k => k != "$schema").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("*", "Mode")]
    [InlineData("*", "OnFailure")]
    [InlineData("*", "OnUnknown")]
    [InlineData("*", "OnSigned")]
    [InlineData("*:Rules:[]", "In")]
    [InlineData("*:Rules:[]", "Then")]
    [InlineData("*:Rules:[]", "Keep")]
    public async Task The_schema_has_exactly_the_words_that_the_loader_takes(string place, string property)
    {
        string[] known = Words(property, place);
        Assert.NotEmpty(known);
        string[] candidates =
        [
            .. new[] { "Mode", "OnFailure", "OnUnknown", "OnSigned" }.SelectMany(p => Words(p, "*")), .. new[] { "In", "Then", "Keep" }.SelectMany(p => Words(p, "*:Rules:[]")),
            "None", "Tokenize", "Hide", "1", "user,system", "",
        ];
        candidates = [.. candidates.Distinct(StringComparer.OrdinalIgnoreCase)];
        var policies = new JsonObject();
        for (int i = 0; i < candidates.Length; i++)
        {
            var rule = new JsonObject { ["Find"] = "pii/email", ["Then"] = "Mask" };
            if (property == "Then")
                rule["In"] = "request"; // Tokenize works nowhere else.
            if (property == "In" && candidates[i] is "image" or "audio" or "video" or "file" or "binary")
                (rule["Find"], rule["Then"]) = ("media/*", "Flag"); // No other detector tells files apart.
            var policy = new JsonObject { ["Rules"] = new JsonArray(rule) };
            (place == "*" ? policy : rule)[property] = candidates[i];
            policies[$"p{i}"] = policy;
        }

        IReadOnlyList<ConfigurationError> errors = await LoadAsync(new JsonObject { ["Sluice"] = new JsonObject { ["Policies"] = policies } }.ToJsonString());
        IEnumerable<string> taken = candidates.Where((_, i) => !errors.Any(e => e.Key.StartsWith($"Sluice:Policies:p{i}:", StringComparison.Ordinal)));
        Assert.Equal(known.Order(StringComparer.OrdinalIgnoreCase), taken.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("MaxBodyBytes")]
    [InlineData("MaxResponseBytes")]
    [InlineData("MaxBufferedBytes")]
    [InlineData("MaxJsonDepth")]
    [InlineData("MaxEventBytes")]
    public async Task The_schema_has_exactly_the_bounds_that_the_loader_holds(string name)
    {
        JsonObject limit = At("Sluice:Limits")["properties"]![name]!.AsObject();
        long least = limit["minimum"]!.GetValue<long>(), most = limit["maximum"]!.GetValue<long>();
        foreach (long inside in (long[])[least, most, limit["default"]!.GetValue<long>()])
            Assert.Empty(await LoadAsync($$""" { "Sluice": { "Limits": { "{{name}}": {{inside}} } } } """));
        foreach (long outside in (long[])[least - 1, most + 1])
            Assert.Contains(await LoadAsync($$""" { "Sluice": { "Limits": { "{{name}}": {{outside}} } } } """), e => e.Key == $"Sluice:Limits:{name}");
    }

    [Fact]
    public void Every_key_of_ours_has_a_description()
    {
        foreach (string place in (string[])["", "Sluice", "Sluice:Limits", "Sluice:Headers", "Sluice:Simulator", "Sluice:Identity", "Sluice:Detectors:*", "Sluice:Policies:*", "Sluice:Policies:*:Rules:[]"])
            Assert.All(At(place)["properties"]!.AsObject().Where(p => p.Key != "Logging"), p => Assert.NotEmpty(p.Value!["description"]!.GetValue<string>()));
    }

    private static JsonNode Parse(string text) =>
        JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    /// <summary>The part of the schema at a place: names, <c>*</c> for any name, <c>[]</c> for an element.</summary>
    private static JsonObject At(string place)
    {
        JsonObject node = Schema;
        foreach (string name in place.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (name switch { "*" => node["additionalProperties"], "[]" => node["items"], _ => node["properties"]![name] })!.AsObject();
            if (node["$ref"] is { } reference)
                node = Schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject();
        }

        return node;
    }

    private static string[] Words(string property, string place)
    {
        JsonNode schema = At("Sluice:Policies:" + place)["properties"]![property]!;
        return [.. (schema["enum"] ?? schema["anyOf"]![0]!["enum"])!.AsArray().Select(w => w!.GetValue<string>())];
    }

    private async Task<IReadOnlyList<ConfigurationError>> LoadAsync(string text)
    {
        string file = Path.Combine(_directory.FullName, "second.json");
        await File.WriteAllTextAsync(file, text, Given.Token);
        return (await ConfigurationLoader.LoadAsync(new ConfigurationSources { Files = [Repository.ShippedConfig, file] })).Errors;
    }
}
