namespace Sluice.Governance.Identity;

/// <summary>A set of permissions; one bit each, so that a check is one instruction and a subset one more. The empty set permits nothing.</summary>
public readonly record struct PermissionSet
{
    private const int Verbs = 3;
    private const int Count = 11 * Verbs;

    private PermissionSet(long bits) => Bits = bits;

    public static PermissionSet None => default;

    public static PermissionSet All { get; } = new((1L << Count) - 1);

    /// <summary>As the store keeps it: bit <c>3 × category + verb</c>.</summary>
    public long Bits { get; }

    public bool IsEmpty => Bits == 0;

    /// <summary>Reads what <see cref="Bits"/> gave; bits that name no permission are dropped.</summary>
    public static PermissionSet FromBits(long bits) => new(bits & All.Bits);

    public static PermissionSet Of(params ReadOnlySpan<Permission> permissions)
    {
        long bits = 0;
        foreach (Permission permission in permissions)
            bits |= Bit(permission);
        return new PermissionSet(bits);
    }

    public bool Has(Permission permission) => (Bits & Bit(permission)) != 0;

    public bool Has(PermissionCategory category, PermissionVerb verb) => Has(new Permission(category, verb));

    /// <summary>Whoever holds <paramref name="other"/> may grant this.</summary>
    public bool IsSubsetOf(PermissionSet other) => (Bits & ~other.Bits) == 0;

    public PermissionSet Union(PermissionSet other) => new(Bits | other.Bits);

    public PermissionSet Intersect(PermissionSet other) => new(Bits & other.Bits);

    /// <summary>The permissions in the order of their categories.</summary>
    public IEnumerable<Permission> Permissions()
    {
        foreach (PermissionCategory category in Enum.GetValues<PermissionCategory>())
        {
            foreach (PermissionVerb verb in Enum.GetValues<PermissionVerb>())
            {
                if (Has(category, verb))
                    yield return new Permission(category, verb);
            }
        }
    }

    public override string ToString() => string.Join(", ", Permissions());

    private static long Bit(Permission permission) => 1L << (((int)permission.Category * Verbs) + (int)permission.Verb);
}
