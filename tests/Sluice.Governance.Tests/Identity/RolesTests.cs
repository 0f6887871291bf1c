using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class RolesTests
{
    /// <summary>The table of docs/keys.md: R, W and D for each category in its order, a dash where a verb is not held.</summary>
    public static TheoryData<ConsoleRole, string> Table { get; } = new()
    {
        { ConsoleRole.Admin, "RWD RWD RWD RWD RWD RWD RWD RWD RWD RWD RWD" },
        { ConsoleRole.UserAdmin, "--- --- --- --- --- --- --- --- --- --- RWD" },
        { ConsoleRole.Analyst, "--- RWD --- RWD R-- RWD RWD RWD RWD RWD ---" },
        { ConsoleRole.Viewer, "--- R-- --- R-- R-- R-- R-- R-- R-- R-- ---" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_role_holds_what_the_table_says(ConsoleRole role, string expected)
    {
        PermissionSet held = Roles.Of(role);
        IEnumerable<string> row = Enum.GetValues<PermissionCategory>().Select(c => string.Concat(Enum.GetValues<PermissionVerb>().Select(v => held.Has(c, v) ? v.ToString()[..1] : "-")));
        Assert.Equal(expected, string.Join(' ', row));
    }
}
