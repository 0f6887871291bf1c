using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>The keys whose value is a list, in our section and in YARP's. A list is replaced whole; a part of one cannot be overridden.</summary>
internal static class ListKeys
{
    public const string Message = "a list is replaced whole, never by index or in part: give the whole list in a later file";

    private static readonly FrozenSet<string> Names = new[]
    {
        "Rules", "In", "Words", "TrustedProxies", "Transforms", "Hosts", "Methods", "Headers", "QueryParameters", "Values", "SslProtocols",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds what environment variables such as <c>…__Rules__0__Then</c> and objects with numbers for names leave in the tree.</summary>
    public static void RefuseIndexes(JsonNode? node, string key, List<ConfigurationError> errors)
    {
        if (node is JsonArray array)
        {
            for (int i = 0; i < array.Count; i++)
                RefuseIndexes(array[i], ConfigurationTree.Join(key, i.ToString()), errors);
        }
        else if (node is JsonObject section)
        {
            bool list = Names.Contains(key[(key.LastIndexOf(':') + 1)..]);
            foreach ((string name, JsonNode? child) in section)
            {
                string childKey = ConfigurationTree.Join(key, name);
                if (list && name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
                    errors.Add(new(FirstLeaf(child, childKey), Message));
                else
                    RefuseIndexes(child, childKey, errors);
            }
        }
    }

    private static string FirstLeaf(JsonNode? node, string key)
    {
        while (node is JsonObject { Count: > 0 } section)
        {
            (string name, JsonNode? child) = section.First();
            key = ConfigurationTree.Join(key, name);
            node = child;
        }

        return key;
    }
}
