using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class KeySecretTests
{
    [Fact]
    public void A_secret_knows_its_own_form_and_every_change_of_a_character_breaks_it()
    {
        string secret = KeySecret.Create();

        Assert.True(KeySecret.IsWellFormed(secret));
        Assert.Equal(KeySecret.Length, secret.Length);
        Assert.EndsWith(KeySecret.LastOf(secret), secret, StringComparison.Ordinal);
        for (int i = 0; i < secret.Length; i++)
        {
            char[] changed = secret.ToCharArray();
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            Assert.False(KeySecret.IsWellFormed(changed), $"changed at {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("slk_")]
    [InlineData("sk-proj-abc")]
    public void Anything_else_is_none(string text) => Assert.False(KeySecret.IsWellFormed(text));
}
