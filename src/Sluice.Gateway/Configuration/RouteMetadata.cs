using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// A route's metadata together with the guard it stands for. YARP hands it back with the matched route, which makes the lookup free and lets a
/// route, its policy and its limits change in one step. The revision is among the entries because YARP keeps a route whose configuration is
/// equal to the one before, and a policy may change without its route.
/// </summary>
internal sealed class RouteMetadata : IReadOnlyDictionary<string, string>
{
    private const string RevisionKey = "Sluice.Revision";
    private readonly Dictionary<string, string> _entries;

    public RouteMetadata(IReadOnlyDictionary<string, string> entries, long revision, GuardedRoute guard)
    {
        _entries = new Dictionary<string, string>(entries, StringComparer.OrdinalIgnoreCase) { [RevisionKey] = revision.ToString() };
        Guard = guard;
        Revision = revision;
    }

    /// <summary>The configuration that the route is of.</summary>
    public long Revision { get; }

    public GuardedRoute Guard { get; }

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<string> Values => _entries.Values;

    public string this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
