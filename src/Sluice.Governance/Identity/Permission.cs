namespace Sluice.Governance.Identity;

/// <summary>What a permission is about; the categories of HiddenLayer's console, in its order.</summary>
public enum PermissionCategory
{
    ApiKeys,
    AttackSimulation,
    Audit,
    Detections,
    Integrations,
    Interactions,
    ModelInventory,
    ModelScanner,
    Policies,
    Projects,
    Users,
}

/// <summary>What may be done with it. No verb implies another.</summary>
public enum PermissionVerb
{
    Read,
    Write,
    Delete,
}

/// <summary>One of the 33 permissions; written <c>Interactions:Read</c>.</summary>
public readonly record struct Permission(PermissionCategory Category, PermissionVerb Verb)
{
    public override string ToString() => $"{Category}:{Verb}";

    /// <summary>Reads <c>Category:Verb</c>; case and spaces in the category (<c>API Keys:read</c>) do not matter, numbers are no names.</summary>
    public static bool TryParse(string? text, out Permission permission)
    {
        permission = default;
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0)
            return false;
        string category = text![..colon].Replace(" ", "", StringComparison.Ordinal), verb = text[(colon + 1)..].Trim();
        if (!IsName(category) || !IsName(verb) || !Enum.TryParse(category, ignoreCase: true, out PermissionCategory c) || !Enum.TryParse(verb, ignoreCase: true, out PermissionVerb v))
            return false;
        permission = new Permission(c, v);
        return true;

        static bool IsName(string part) => part.Length > 0 && part.All(char.IsAsciiLetter);
    }
}
