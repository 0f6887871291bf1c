using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Identity.Certificates;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Configuration;

/// <summary>The one loader: reads and validates everything, and makes a snapshot only of what is right throughout.</summary>
public static class ConfigurationLoader
{
    private static long s_revision;

    /// <summary>Loads with the built-in dialects.</summary>
    public static Task<LoadResult> LoadAsync(ConfigurationSources sources) => LoadAsync(sources, DialectCatalog.All, []);

    internal static async Task<LoadResult> LoadAsync(ConfigurationSources sources, IReadOnlyDictionary<string, IDialect> dialects, IReadOnlyList<Detector> detectors)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var errors = new List<ConfigurationError>();
        ConfigurationTree tree = ConfigurationTree.Read(sources, errors);
        if (errors.Count > 0)
            return new LoadResult(null, errors, tree.Fingerprint);

        tree.RefuseUnknown(errors);
        IConfigurationRoot settings = tree.ToConfiguration();
        CheckListeners(settings, errors);
        SluiceOptions options = SluiceSection.Read(SectionOf(tree, "Sluice", errors), errors);
        var proxy = new ProxySection(settings, errors);
        await proxy.ReadAsync();
        CheckProviders(options, proxy, errors);
        ClientTrust trust = ClientTrust.Read(options.Identity.Certificates, errors);
        CheckClientCertificates(settings, trust, errors);
        ProviderKey.RedactInAnswers(options, errors);
        IReadOnlyDictionary<string, UrlFeed> feeds = UrlFeeds.Read(options.Inspection, errors);
        ReferencedFiles files = ReferencedFiles.Of(options);
        string fingerprint = tree.Fingerprint + files.Fingerprint;

        // The compiler refuses to compile beside errors that are not its own.
        var policyErrors = new List<ConfigurationError>();
        IReadOnlyDictionary<string, Policy> policies = Compile(options, detectors, policyErrors);
        errors.AddRange(policyErrors.Where(p => !errors.Exists(e => string.Equals(e.Key, p.Key, StringComparison.Ordinal))).ToList()); // What is said of a key already was its cause.

        // Where policies failed, every route would be told that its policy is missing: the cause is enough.
        var resolver = new GuardResolver(dialects, policies, options, proxy, policyErrors.Count > 0 ? [] : errors);
        var guards = new Dictionary<string, GuardedRoute>(StringComparer.OrdinalIgnoreCase);
        foreach (RouteConfig route in proxy.Routes)
        {
            if (resolver.Resolve(route) is { } guard)
                guards[route.RouteId] = guard;
        }

        if (errors.Count > 0)
            return new LoadResult(null, errors, fingerprint);
        long revision = Interlocked.Increment(ref s_revision);
        return new LoadResult(new GatewaySnapshot
        {
            Revision = revision,
            Options = options,
            Policies = policies,
            Routes = [.. proxy.Routes.Select(r => guards.TryGetValue(r.RouteId, out GuardedRoute? g) ? r with { Metadata = new RouteMetadata(r.Metadata!, revision, g) } : r)],
            Clusters = proxy.Clusters,
            Guards = guards.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Settings = settings,
            InspectionLimits = resolver.InspectionLimits,
            ClientTrust = trust,
            Files = files,
            Feeds = feeds,
            NeedsSimulator = proxy.Clusters.Any(BuiltInSimulator.Serves),
        }, errors, fingerprint);
    }

    /// <summary>What a command on the store needs of a configuration. Errors elsewhere do not keep anybody from revoking a key.</summary>
    /// <exception cref="ConfigurationException">What it needs has errors.</exception>
    internal static SluiceOptions LoadForStore(ConfigurationSources sources)
    {
        var errors = new List<ConfigurationError>();
        ConfigurationTree tree = ConfigurationTree.Read(sources, errors);
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
        SluiceOptions options = SluiceSection.Read(SectionOf(tree, "Sluice", errors), errors);
        string[] needed = ["Sluice:Store", "Sluice:MasterKey", "Sluice:Keys", "Sluice:Audit"];
        errors.RemoveAll(e => !Array.Exists(needed, n => e.Key.StartsWith(n, StringComparison.OrdinalIgnoreCase)));
        return errors.Count == 0 ? options : throw new ConfigurationException(errors);
    }

    /// <summary>Without a listener of its own Kestrel would open port 5000.</summary>
    private static void CheckListeners(IConfiguration settings, List<ConfigurationError> errors)
    {
        const string proxy = "Kestrel:Endpoints:Proxy:Url";
        if (string.IsNullOrEmpty(settings[proxy]))
            errors.Add(new(proxy, "is missing: where LLM traffic is taken, such as http://127.0.0.1:8080"));
        foreach (IConfigurationSection endpoint in settings.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { Length: > 0 } url && !Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out _))
                errors.Add(new(endpoint.Path + ":Url", $"\"{url}\" is not an address such as http://127.0.0.1:8080"));
        }
    }

    /// <summary>A key under a mistyped name would be missing where it is needed.</summary>
    private static void CheckProviders(SluiceOptions options, ProxySection proxy, List<ConfigurationError> errors)
    {
        foreach (string name in options.Providers.Keys)
        {
            if (!proxy.Clusters.Exists(c => c.ClusterId.Equals(name, StringComparison.OrdinalIgnoreCase)))
                errors.Add(new($"Sluice:Providers:{name}", "is not a cluster of ReverseProxy:Clusters"));
        }
    }

    /// <summary>A listener that asks for certificates must know whom to believe.</summary>
    private static void CheckClientCertificates(IConfiguration settings, ClientTrust trust, List<ConfigurationError> errors)
    {
        foreach (IConfigurationSection endpoint in settings.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["ClientCertificateMode"] is { Length: > 0 } mode && !mode.Equals("NoCertificate", StringComparison.OrdinalIgnoreCase) && !trust.HasAuthorities)
                errors.Add(new(endpoint.Path + ":ClientCertificateMode", "needs Sluice:Identity:Certificates:Authorities: who may have signed a client's certificate"));
        }
    }

    private static IReadOnlyDictionary<string, Policy> Compile(SluiceOptions options, IReadOnlyList<Detector> detectors, List<ConfigurationError> errors)
    {
        try
        {
            return PolicyCompiler.Compile(options.Inspection, detectors, errors) ?? FrozenDictionary<string, Policy>.Empty;
        }
        catch (PatternException e)
        {
            errors.Add(new("Sluice:Detectors", e.Message));
            return FrozenDictionary<string, Policy>.Empty;
        }
    }

    private static JsonObject? SectionOf(ConfigurationTree tree, string name, List<ConfigurationError> errors)
    {
        if (tree.Root[name] is not (null or JsonObject))
            errors.Add(new(name, "is not an object"));
        return tree.Root[name] as JsonObject;
    }
}

/// <summary>A snapshot, or every error that stands in its way.</summary>
/// <param name="Snapshot">Null exactly when there are errors.</param>
/// <param name="Fingerprint">Changes with the content of the files.</param>
public sealed record LoadResult(GatewaySnapshot? Snapshot, IReadOnlyList<ConfigurationError> Errors, string Fingerprint);
