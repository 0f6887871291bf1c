using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Identity;
using Sluice.Governance.Limits;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>What a route's metadata says, resolved once per configuration.</summary>
public sealed class GuardedRoute
{
    public required string RouteId { get; init; }

    public required IDialect Dialect { get; init; }

    public required Policy Policy { get; init; }

    /// <summary>Bodies and streams that nobody can read pass uninspected: said by the policy or by the route's metadata.</summary>
    public required bool PassUnknown { get; init; }

    /// <summary>What the route takes off the path before the dialect and the upstream see it; empty when nothing.</summary>
    public required PathString Prefix { get; init; }

    /// <summary>The route leads to the built-in simulator.</summary>
    public required bool Simulator { get; init; }

    /// <summary>Not null: the cluster has no address, and this is the key to set.</summary>
    public required string? MissingAddress { get; init; }

    /// <summary>The configuration key of the credential that the gate would present to the provider and has not, or null.</summary>
    public required string? MissingKey { get; init; }

    /// <summary>Headers of other providers' credentials, which are not sent on.</summary>
    public required IReadOnlyList<string> ForeignHeaders { get; init; }

    /// <summary>How keys begin that belong to other providers than the one this route leads to; requests that present one are refused.</summary>
    public required IReadOnlyList<string> ForeignKeys { get; init; }

    /// <summary>What the gate presents to the provider in the mode <c>Keys</c>; null in <c>Passthrough</c>, and for providers that need nothing.</summary>
    public required ProviderKey? Key { get; init; }

    public required ModelAliases Aliases { get; init; }

    /// <summary>The limits of the configuration.</summary>
    public required LimitRules LimitRules { get; init; }

    public required SluiceOptions Options { get; init; }

    public required Inspection.InspectionLimits InspectionLimits { get; init; }

    /// <summary>The path as the dialect knows it: without the route's prefix, which YARP removes in the same way.</summary>
    public ReadOnlySpan<char> DialectPath(PathString path) =>
        Prefix.HasValue && path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase, out PathString rest) ? (rest.HasValue ? rest.Value : "/") : path.Value;
}
