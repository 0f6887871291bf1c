using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tokens;

/// <summary>What a client asks its token to be good for.</summary>
/// <param name="Permissions">The permissions that were named; null where none was, which is all of the client's.</param>
/// <param name="NamesTenant">Strata Cloud Manager's <c>tsg_id:…</c> was among it.</param>
internal readonly record struct TokenScope(PermissionSet? Permissions, bool NamesTenant)
{
    private const string TenantPrefix = "tsg_id:";

    /// <summary>Null where a word is no permission that the client holds, and not its tenant either: a client that is given less than it asked for would find out too late.</summary>
    public static TokenScope? Read(string? scope, Caller client)
    {
        PermissionSet? permissions = null;
        bool namesTenant = false;
        foreach (string word in scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (word.StartsWith(TenantPrefix, StringComparison.Ordinal))
            {
                if (!string.Equals(word[TenantPrefix.Length..], client.Tenant, StringComparison.Ordinal))
                    return null;
                namesTenant = true;
                continue;
            }

            if (!Permission.TryParse(word, out Permission permission) || !client.Permissions.Has(permission))
                return null;
            permissions = PermissionSet.Of(permission).Union(permissions ?? PermissionSet.None);
        }

        return new TokenScope(permissions, namesTenant);
    }
}
