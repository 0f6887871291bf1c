using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Gateway.Identity.Certificates;

namespace Sluice.Gateway.Tests.Identity;

public sealed class RevocationListTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_list_signed_with_rsa_is_its_authoritys_and_says_what_is_revoked_and_for_how_long()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 authority = Authority("CN=a", key);
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([0x81, 2, 3]);
        RevocationList list = RevocationList.Read(builder.Build(authority, 1, Now.AddDays(1), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, thisUpdate: Now));
        Assert.True(list.IsSignedBy(authority));
        Assert.Equal([false, true, true, false], new[] { Now.AddSeconds(-1), Now, Now.AddDays(1).AddSeconds(-1), Now.AddDays(1) }.Select(list.IsCurrent));
        using RSA other = RSA.Create(2048);
        using X509Certificate2 namesake = Authority("CN=a", other);
        Assert.False(list.IsSignedBy(namesake));
        using X509Certificate2 mayNot = Authority("CN=a", key, X509KeyUsageFlags.KeyCertSign);
        Assert.False(list.IsSignedBy(mayNot));
    }

    [Fact]
    public void A_list_that_was_changed_is_not_its_authoritys()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 authority = Authority("CN=a", key);
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([0x11, 0x22, 0x33, 0x44]);
        byte[] list = builder.Build(authority, 1, Now.AddDays(1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, thisUpdate: Now);
        list[list.AsSpan().IndexOf([(byte)0x22, (byte)0x33])] ^= 1;
        Assert.False(RevocationList.Read(list).IsSignedBy(authority));
    }

    [Fact]
    public void What_is_no_whole_list_is_refused()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 authority = Authority("CN=a", key);
        byte[] list = new CertificateRevocationListBuilder().Build(authority, 1, Now.AddDays(1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, thisUpdate: Now);
        for (int length = 0; length < list.Length; length++)
            Assert.Throws<InvalidDataException>(() => RevocationList.Read(list[..length]));
        Assert.Throws<InvalidDataException>(() => RevocationList.Read([.. list, 0]));
        Assert.Throws<InvalidDataException>(() => RevocationList.Read(authority.RawData));
        Assert.Throws<InvalidDataException>(() => RevocationList.Read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"u8.ToArray()));
    }

    private static X509Certificate2 Authority(string name, RSA key, X509KeyUsageFlags usage = X509KeyUsageFlags.CrlSign)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }
}
