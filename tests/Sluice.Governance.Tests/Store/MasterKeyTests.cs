using System.Security.Cryptography;
using Sluice.Governance.Store;

namespace Sluice.Governance.Tests.Store;

public sealed class MasterKeyTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(7, 32).Select(i => (byte)(i * 37))];

    public static TheoryData<string> Forms { get; } = [Convert.ToBase64String(Bytes), Convert.ToHexString(Bytes), Convert.ToHexStringLower(Bytes), System.Buffers.Text.Base64Url.EncodeToString(Bytes), Convert.ToBase64String(Bytes) + "\n"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_is_the_same_key(string text)
    {
        string closed = MasterKey.TryParse(Convert.ToBase64String(Bytes), out _)!.Protect("purpose", "hunter-two"u8);

        Assert.Equal("hunter-two"u8.ToArray(), MasterKey.TryParse(text, out _)!.Unprotect("purpose", closed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery staple")]
    [InlineData("deadbeef")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("aHVudGVyLXR3by1odW50ZXItdHdvLWh1bnRlci10d28taHVudGVy")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        Assert.Null(MasterKey.TryParse(text, out string? problem));
        Assert.Contains("openssl rand -base64 32", problem, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !problem!.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_protected_opens_for_its_purpose_and_unchanged_only()
    {
        var key = MasterKey.Create();
        string closed = key.Protect("one", "hunter-two"u8);

        Assert.NotEqual(closed, key.Protect("one", "hunter-two"u8));
        Assert.ThrowsAny<CryptographicException>(() => key.Unprotect("two", closed));
        Assert.ThrowsAny<CryptographicException>(() => MasterKey.Create().Unprotect("one", closed));
        for (int i = 0; i < closed.Length - 1; i++)
        {
            char[] changed = closed.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.ThrowsAny<CryptographicException>(() => key.Unprotect("one", new string(changed)));
        }
    }
}
