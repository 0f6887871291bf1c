using static Sluice.Governance.Identity.PermissionCategory;

namespace Sluice.Governance.Identity;

/// <summary>The roles of the console.</summary>
public enum ConsoleRole
{
    /// <summary>Everything.</summary>
    Admin,

    /// <summary>Users, and nothing else.</summary>
    UserAdmin,

    /// <summary>Data, projects, policies and detections; keys, users and the audit log are closed.</summary>
    Analyst,

    /// <summary>Reads what an analyst may read.</summary>
    Viewer,
}

/// <summary>What each role may do: the one table (docs/keys.md shows it).</summary>
public static class Roles
{
    private static readonly PermissionCategory[] Data =
        [AttackSimulation, Detections, Integrations, Interactions, ModelInventory, ModelScanner, Policies, Projects];

    public static PermissionSet Of(ConsoleRole role) => role switch
    {
        ConsoleRole.Admin => PermissionSet.All,
        ConsoleRole.UserAdmin => All(Users),
        // Integrations carry credentials of other systems: an analyst sees that they are there.
        ConsoleRole.Analyst => All(AttackSimulation, Detections, Interactions, ModelInventory, ModelScanner, Policies, Projects).Union(Reading(Integrations)),
        ConsoleRole.Viewer => Reading(Data),
        _ => PermissionSet.None,
    };

    private static PermissionSet All(params ReadOnlySpan<PermissionCategory> categories) => Make(categories, Enum.GetValues<PermissionVerb>());

    private static PermissionSet Reading(params ReadOnlySpan<PermissionCategory> categories) => Make(categories, [PermissionVerb.Read]);

    private static PermissionSet Make(ReadOnlySpan<PermissionCategory> categories, PermissionVerb[] verbs)
    {
        PermissionSet set = PermissionSet.None;
        foreach (PermissionCategory category in categories)
        {
            foreach (PermissionVerb verb in verbs)
                set = set.Union(PermissionSet.Of(new Permission(category, verb)));
        }

        return set;
    }
}
