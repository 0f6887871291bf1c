using System.Net;

namespace Sluice.Governance.Identity;

/// <summary>Nobody gives away more than they hold: whoever makes a key, changes it, or gets a new secret for it, could do with it whatever it may do.</summary>
public static class KeyGrants
{
    /// <summary>What of the settings goes beyond the actor, as field and problem; null where nothing does.</summary>
    public static (string Field, string Problem)? Beyond(Actor actor, KeySettings settings)
    {
        if (!settings.Permissions.IsSubsetOf(actor.Permissions))
            return ("permissions", "grants permissions that the grantor does not hold");
        if (actor.ExpiresAt is { } end && (settings.ExpiresAt is not { } until || until > end))
            return ("expiresAt", "would outlive the grantor's own credential");
        if (actor.Project is { } project && !string.Equals(settings.Project, project, StringComparison.Ordinal))
            return ("project", "is not the grantor's own project");
        if (!Covers(actor.Scope.Models, settings.Scope.Models))
            return ("models", "goes beyond the grantor's own models");
        if (!Covers(actor.Scope.Endpoints, settings.Scope.Endpoints))
            return ("endpoints", "goes beyond the grantor's own endpoints");
        if (settings.Scope.Parameters.FirstOrDefault(p => !actor.Scope.Parameters.Any(held => Covers(held, p))) is not null)
            return ("parameters", "goes beyond the grantor's own parameters");
        return actor.Sources.Count > 0 && (settings.Sources.Count == 0 || settings.Sources.Any(s => !actor.Sources.Any(held => Covers(held, s))))
            ? ("sources", "goes beyond the networks that the grantor may call from")
            : null;
    }

    /// <summary>Empty lists are open to everything.</summary>
    private static bool Covers(IReadOnlyList<string> held, IReadOnlyList<string> given) =>
        held.Count == 0 || (given.Count > 0 && given.All(g => held.Any(h => Covers(h, g))));

    /// <summary>A pattern covers another when it matches it as text: the other's stars are then matched by its own stars only.</summary>
    internal static bool Covers(string held, string given)
    {
        int h = 0, g = 0, star = -1, mark = 0;
        while (g < given.Length)
        {
            if (h < held.Length && held[h] == '*')
            {
                star = h++;
                mark = g;
            }
            else if (h < held.Length && given[g] != '*' && char.ToLowerInvariant(held[h]) == char.ToLowerInvariant(given[g]))
            {
                h++;
                g++;
            }
            else if (star >= 0)
            {
                h = star + 1;
                g = ++mark;
            }
            else
            {
                return false;
            }
        }

        return held.AsSpan(h).Trim('*').IsEmpty;
    }

    private static bool Covers(IPNetwork held, IPNetwork given) => given.PrefixLength >= held.PrefixLength && held.Contains(given.BaseAddress);
}
