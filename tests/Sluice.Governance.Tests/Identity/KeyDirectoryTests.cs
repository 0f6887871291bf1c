using System.Security.Cryptography;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class KeyDirectoryTests : IDisposable
{
    private readonly KeyHasher _hasher = new(RandomNumberGenerator.GetBytes(KeyHasher.Size));
    private readonly KeyDirectory _directory;

    public KeyDirectoryTests() => _directory = new KeyDirectory(_hasher, TimeProvider.System);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_secret_leads_to_its_caller_and_any_other_to_nobody()
    {
        string secret = KeySecret.Create();
        _directory.Replace("store", [Entry(secret, "k1", "s1")]);

        Assert.Equal("k1", _directory.Find(secret)?.KeyId);
        Assert.Equal("s1", _directory.FindKey("k1", "s1")?.SecretId);
        Assert.Null(_directory.Find(KeySecret.Create()));
        Assert.Null(_directory.FindKey("k2"));
    }

    [Fact]
    public void Who_is_gone_from_a_source_is_revoked_and_who_stays_is_not()
    {
        string gone = KeySecret.Create(), stays = KeySecret.Create(), elsewhere = KeySecret.Create();
        _directory.Replace("configuration", [Entry(elsewhere, "k3", "s1")]);
        _directory.Replace("store", [Entry(gone, "k1", "s1"), Entry(stays, "k2", "s1")]);
        Caller first = _directory.Find(gone)!, second = _directory.Find(stays)!, third = _directory.Find(elsewhere)!;

        _directory.Replace("store", [Entry(stays, "k2", "s1")]);

        Assert.True(first.Revoked.IsCancellationRequested);
        Assert.Null(_directory.Find(gone));
        Assert.False(second.Revoked.IsCancellationRequested);
        Assert.False(third.Revoked.IsCancellationRequested);
        Assert.Equal(second.Revoked, _directory.Find(stays)!.Revoked);
    }

    [Fact]
    public void An_expired_secret_is_as_unknown_as_any()
    {
        string secret = KeySecret.Create();
        _directory.Replace("store", [Entry(secret, "k1", "s1", TimeProvider.System.GetUtcNow())]);

        Assert.Null(_directory.Find(secret));
        Assert.Null(_directory.FindKey("k1"));
    }

    [Fact]
    public void Two_secrets_of_a_key_stand_side_by_side()
    {
        string old = KeySecret.Create(), next = KeySecret.Create();
        _directory.Replace("store", [Entry(old, "k1", "s1"), Entry(next, "k1", "s2")]);

        Assert.Equal("s1", _directory.Find(old)?.SecretId);
        Assert.Equal("s2", _directory.Find(next)?.SecretId);
    }

    private KeyEntry Entry(string secret, string key, string secretId, DateTimeOffset? end = null) =>
        new(_hasher.HashText(secret), new Caller(key) { Kind = CallerKind.Key, KeyId = key, SecretId = secretId, ExpiresAt = end });
}
