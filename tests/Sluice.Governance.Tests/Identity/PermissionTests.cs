using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class PermissionTests
{
    [Fact]
    public void All_is_eleven_categories_times_three_verbs_and_each_is_its_own()
    {
        Permission[] all = [.. PermissionSet.All.Permissions()];

        Assert.Equal(33, all.Distinct().Count());
        foreach (Permission one in all)
        {
            var set = PermissionSet.Of(one);
            Assert.Equal([one], set.Permissions());
            Assert.Equal(set, PermissionSet.FromBits(set.Bits));
            Assert.True(Permission.TryParse(one.ToString(), out Permission parsed) && parsed == one);
        }
    }

    [Theory]
    [InlineData("API Keys:read", "ApiKeys:Read")]
    [InlineData("interactions:WRITE", "Interactions:Write")]
    public void Names_are_read_without_regard_to_case_and_spaces(string text, string permission)
    {
        Assert.True(Permission.TryParse(text, out Permission parsed));
        Assert.Equal(permission, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Interactions")]
    [InlineData("Interactions:")]
    [InlineData("5:Read")]
    [InlineData("Interactions:1")]
    [InlineData("Interactions:Read,Write")]
    [InlineData("Everything:Read")]
    public void What_names_no_permission_is_refused(string text) => Assert.False(Permission.TryParse(text, out _));

    [Fact]
    public void Bits_beyond_the_permissions_are_dropped() => Assert.Equal(PermissionSet.All, PermissionSet.FromBits(-1));
}
