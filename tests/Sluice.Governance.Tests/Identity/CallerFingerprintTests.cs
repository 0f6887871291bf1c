using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class CallerFingerprintTests
{
    [Fact]
    public void The_same_credential_is_the_same_caller_and_another_is_another()
    {
        var fingerprint = new CallerFingerprint(AnyHasher());
        Assert.Equal(fingerprint.Of("Bearer sk-one"), fingerprint.Of("Bearer sk-one"));
        Assert.NotEqual(fingerprint.Of("Bearer sk-one"), fingerprint.Of("Bearer sk-two"));
    }

    [Fact]
    public void Without_the_key_a_credential_cannot_be_recognised()
    {
        Caller caller = new CallerFingerprint(AnyHasher()).Of("Bearer sk-one");
        Assert.NotEqual(caller, new CallerFingerprint(AnyHasher()).Of("Bearer sk-one"));
        Assert.DoesNotContain("sk-one", caller.Id, StringComparison.Ordinal);
        Assert.Equal(32, caller.Id.Length);
    }

    private static KeyHasher AnyHasher() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyHasher.Size));
}
