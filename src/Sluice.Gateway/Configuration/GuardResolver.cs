using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Identity;
using Sluice.Governance.Limits;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Configuration;

/// <summary>Turns the metadata of routes into guards, and refuses what would let traffic past one.</summary>
internal sealed class GuardResolver(
    IReadOnlyDictionary<string, IDialect> dialects,
    IReadOnlyDictionary<string, Policy> policies,
    SluiceOptions options,
    ProxySection proxy,
    List<ConfigurationError> errors)
{
    private static readonly string[] Known = ["Dialect", "Policy", "OnUnknown"];

    /// <summary>Transforms that make the upstream's path another than the dialect saw.</summary>
    private static readonly FrozenSet<string> PathRewriting = new[] { "PathSet", "PathPattern" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly ModelAliases _aliases = new(options.Models);
    private LimitRules? _limitRules;

    public InspectionLimits InspectionLimits { get; } = new(options.Limits.MaxJsonDepth, options.Limits.MaxEventBytes);

    /// <summary>The route's guard, or null where the route is not guarded or has errors.</summary>
    public GuardedRoute? Resolve(RouteConfig route)
    {
        if (route.Metadata is not { Count: > 0 } metadata)
        {
            if (LeadsToSimulator(route))
                errors.Add(new($"ReverseProxy:Routes:{route.RouteId}:Metadata", "is missing: the built-in simulator answers behind a guard only, which knows who may call it"));
            else if (options.Identity.RequiresKeys)
                errors.Add(new($"ReverseProxy:Routes:{route.RouteId}:Metadata", $"is missing: in the mode {IdentityOptions.Keys} a route that is not guarded would ask nobody for a credential, and send on those that come"));
            return null;
        }

        string key = $"ReverseProxy:Routes:{route.RouteId}:Metadata";
        foreach (string name in metadata.Keys)
        {
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
                errors.Add(new($"{key}:{name}", $"is not known; known here: {string.Join(", ", Known)}"));
        }

        IDialect? dialect = Find(metadata, "Dialect", dialects, key);
        Policy? policy = Find(metadata, "Policy", policies, key);
        if (Value(metadata, "OnUnknown") is { } unknown && !unknown.Equals(nameof(UnknownMode.Pass), StringComparison.OrdinalIgnoreCase))
            errors.Add(new($"{key}:OnUnknown", $"\"{unknown}\" is not known; a route may say \"Pass\", everything else is the policy's"));
        CheckPath(route);
        if (dialect is null || policy is null)
            return null;
        return new GuardedRoute
        {
            RouteId = route.RouteId,
            Dialect = dialect,
            Policy = policy,
            PassUnknown = policy.OnUnknown == UnknownMode.Pass || Value(metadata, "OnUnknown") is not null,
            Prefix = Prefix(route),
            Simulator = LeadsToSimulator(route),
            MissingAddress = route.ClusterId is null ? null : proxy.MissingAddresses.GetValueOrDefault(route.ClusterId),
            ForeignHeaders = ProviderCredentials.ForeignHeaders(dialect),
            ForeignKeys = ProviderCredentials.ForeignPrefixes(Hosts(route)),
            Key = KeyOf(route, dialect),
            MissingKey = MissingKey(route, dialect),
            Aliases = _aliases,
            LimitRules = _limitRules ??= QuotasSection.Rules(options),
            Options = options,
            InspectionLimits = InspectionLimits,
        };
    }

    private ProviderKey? KeyOf(RouteConfig route, IDialect dialect) =>
        ProviderOf(route)?.Secret is { } secret ? new ProviderKey(dialect.OwnCredential, secret) : null;

    /// <summary>The setting that a route lacks before its provider can be asked. Not every provider of the shipped routes is one that the user has.</summary>
    private string? MissingKey(RouteConfig route, IDialect dialect)
    {
        bool needed = options.Identity.RequiresKeys && dialect.NeedsCredential && !LeadsToSimulator(route);
        return needed && ProviderOf(route) is not { Key.Length: > 0 } ? $"Sluice:Providers:{route.ClusterId}:Key" : null;
    }

    private ProviderOptions? ProviderOf(RouteConfig route) =>
        options.Identity.RequiresKeys && route.ClusterId is { } cluster ? options.Providers.GetValueOrDefault(cluster) : null;

    private bool LeadsToSimulator(RouteConfig route) => ClusterOf(route) is { } cluster && BuiltInSimulator.Serves(cluster);

    private ClusterConfig? ClusterOf(RouteConfig route) => proxy.Clusters.Find(c => c.ClusterId.Equals(route.ClusterId, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Hosts(RouteConfig route)
    {
        foreach (DestinationConfig destination in ClusterOf(route)?.Destinations?.Values ?? [])
        {
            if (Uri.TryCreate(destination.Address, UriKind.Absolute, out Uri? address))
                yield return address.Host;
        }
    }

    private T? Find<T>(IReadOnlyDictionary<string, string> metadata, string name, IReadOnlyDictionary<string, T> known, string key)
        where T : class
    {
        if (Value(metadata, name) is not { } value)
            errors.Add(new($"{key}:{name}", "is missing: a guarded route names its Dialect and its Policy"));
        else if (known.TryGetValue(value, out T? found))
            return found;
        else
            errors.Add(new($"{key}:{name}", $"\"{value}\" does not exist; there is: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}"));
        return null;
    }

    private void CheckPath(RouteConfig route)
    {
        for (int i = 0; i < route.Transforms?.Count; i++)
        {
            foreach (string name in route.Transforms[i].Keys)
            {
                if (PathRewriting.Contains(name))
                    errors.Add(new($"ReverseProxy:Routes:{route.RouteId}:Transforms:{i}:{name}", "cannot be used on a guarded route: the upstream would get another path than the one judged; use PathRemovePrefix"));
            }
        }
    }

    private static PathString Prefix(RouteConfig route)
    {
        string? prefix = route.Transforms?.Select(t => Value(t, "PathRemovePrefix")).FirstOrDefault(p => p is not null);
        return prefix is null ? default : new PathString(prefix.StartsWith('/') ? prefix : "/" + prefix);
    }

    private static string? Value(IReadOnlyDictionary<string, string> entries, string name) =>
        entries.FirstOrDefault(e => e.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
