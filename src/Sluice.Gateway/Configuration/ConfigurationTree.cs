using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// All sources merged into one JSON tree. Objects merge key by key whatever their case; everything else, lists above all, is replaced whole:
/// .NET's own merging by index would let a second file's three rules leave the first file's fourth in force.
/// </summary>
internal sealed class ConfigurationTree
{
    /// <summary>Tells editors where the schema lies.</summary>
    public const string SchemaKey = "$schema";

    private static readonly string[] Sections = ["Sluice", "ReverseProxy", "Kestrel", "Logging"];
    private static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private readonly List<ConfigurationError> _errors;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private ConfigurationTree(List<ConfigurationError> errors) => _errors = errors;

    public JsonObject Root { get; } = new(NodeOptions);

    /// <summary>Changes when any file's content does.</summary>
    public string Fingerprint { get; private set; } = "";

    public static ConfigurationTree Read(ConfigurationSources sources, List<ConfigurationError> errors)
    {
        var tree = new ConfigurationTree(errors);
        foreach (string file in sources.Files)
            tree.AddFile(file);
        foreach ((string name, string value) in sources.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            string[] path = name.Split("__");
            if (path.Length > 1 && Sections.Contains(path[0], StringComparer.OrdinalIgnoreCase))
                tree.Set(path, value);
        }

        foreach ((string key, string value) in sources.Overrides)
            tree.Set(key.Split(':'), value);
        tree.Fingerprint = Convert.ToHexString(tree._hash.GetHashAndReset());
        tree._hash.Dispose();
        ListKeys.RefuseIndexes(tree.Root, "", errors);
        return tree;
    }

    /// <summary>A mistyped section would be a policy that silently does not hold.</summary>
    public void RefuseUnknown(List<ConfigurationError> errors)
    {
        foreach ((string name, JsonNode? _) in Root)
        {
            if (!name.Equals(SchemaKey, StringComparison.OrdinalIgnoreCase) && !Sections.Contains(name, StringComparer.OrdinalIgnoreCase))
                errors.Add(new(name, $"is not known; known here: {string.Join(", ", Sections.Order(StringComparer.Ordinal))}"));
        }
    }

    /// <summary>The tree, or one section of it, as .NET configuration, for the parts that bind themselves: Kestrel, YARP, logging.</summary>
    public IConfigurationRoot ToConfiguration()
    {
        var values = new List<KeyValuePair<string, string?>>();
        Flatten(Root, "", values);
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    private static void Flatten(JsonNode? node, string key, List<KeyValuePair<string, string?>> values)
    {
        switch (node)
        {
            case JsonObject { Count: 0 } when key.Length > 0:
                values.Add(new(key, null)); // Present though empty: a mistyped section must not go unseen.
                break;
            case JsonObject o:
                foreach ((string name, JsonNode? child) in o)
                    Flatten(child, Join(key, name), values);
                break;
            case JsonArray a:
                for (int i = 0; i < a.Count; i++)
                    Flatten(a[i], Join(key, i.ToString()), values);
                break;
            default:
                values.Add(new(key, node?.ToString()));
                break;
        }
    }

    internal static string Join(string key, string name) => key.Length == 0 ? name : key + ":" + name;

    private void AddFile(string file)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            _hash.AppendData(bytes);
            ReadOnlySpan<byte> json = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
            if (JsonNode.Parse(json, NodeOptions, DocumentOptions) is JsonObject content)
                Merge(Root, content, "");
            else
                _errors.Add(new(file, "is not a JSON object"));
        }
        catch (JsonException e)
        {
            _errors.Add(new(file, $"is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"));
        }
        catch (ArgumentException)
        {
            _errors.Add(new(file, "gives a key twice that differs in case only"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _errors.Add(new(file, "does not exist"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _errors.Add(new(file, "cannot be read: " + e.GetType().Name));
        }
    }

    private void Merge(JsonObject target, JsonObject source, string at)
    {
        foreach ((string name, JsonNode? value) in source)
        {
            string[] path = name.Split(':');
            string parentKey = at;
            if (Descend(target, path.AsSpan(..^1), ref parentKey) is not { } parent)
            {
                _errors.Add(new(Join(at, name), ListKeys.Message));
                continue;
            }

            string key = Join(parentKey, path[^1]);
            if (value is JsonObject from)
            {
                if (parent[path[^1]] is JsonArray && from.Count > 0)
                    _errors.Add(new(key, ListKeys.Message));
                else if (parent[path[^1]] is JsonObject into)
                    Merge(into, from, key);
                else
                {
                    var fresh = new JsonObject(NodeOptions);
                    parent[path[^1]] = fresh;
                    Merge(fresh, from, key);
                }
            }
            else
            {
                parent[path[^1]] = value?.DeepClone();
            }
        }
    }

    private void Set(string[] path, string value)
    {
        string at = "";
        if (Descend(Root, path.AsSpan(..^1), ref at) is { } parent)
            parent[path[^1]] = JsonValue.Create(value);
        else
            _errors.Add(new(string.Join(':', path), ListKeys.Message));
    }

    /// <summary>Walks down, making objects where nothing or a plain value is; null where a list is in the way.</summary>
    private static JsonObject? Descend(JsonObject from, ReadOnlySpan<string> path, ref string at)
    {
        foreach (string name in path)
        {
            at = Join(at, name);
            switch (from[name])
            {
                case JsonObject next:
                    from = next;
                    break;
                case JsonArray:
                    return null;
                default:
                    var fresh = new JsonObject(NodeOptions);
                    from[name] = fresh;
                    from = fresh;
                    break;
            }
        }

        return from;
    }
}
