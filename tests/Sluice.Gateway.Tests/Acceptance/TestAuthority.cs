using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>An authority of the test's own, with its files: its certificate, its revocation list, and a server's.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";

    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-ca-");
    private readonly X509Certificate2 _root;
    private readonly CertificateRevocationListBuilder _list = new();
    private int _number;

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));
        System.IO.File.WriteAllText(File, _root.ExportCertificatePem());
        using X509Certificate2 server = SelfSigned([], ForServers);
        Server = server.RawData;
        System.IO.File.WriteAllBytes(ServerFile, server.Export(X509ContentType.Pfx));
        PublishList(now.AddDays(1));
    }

    /// <summary>The server's certificate, as it is encoded.</summary>
    public byte[] Server { get; }

    public string File => Path.Combine(_directory.FullName, "authority.pem");

    public string ListFile => Path.Combine(_directory.FullName, "revoked.crl");

    public string ServerFile => Path.Combine(_directory.FullName, "server.pfx");

    public static X509Certificate2 SelfSigned(params string[] names) => SelfSigned(names, ForClients);

    private static X509Certificate2 SelfSigned(string[] names, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = Request(key, names, usage).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    public X509Certificate2 Issue(params string[] names) => Issue(names, null, null, ForClients);

    public X509Certificate2 Issue(string name, DateTimeOffset? from = null, DateTimeOffset? until = null, string usage = ForClients) => Issue([name], from, until, usage);

    /// <summary>Puts it on the list, and publishes that.</summary>
    public void Revoke(X509Certificate2 certificate)
    {
        _list.AddEntry(certificate);
        PublishList(TimeProvider.System.GetUtcNow().AddDays(1));
    }

    public void PublishList(DateTimeOffset until)
    {
        byte[] list = _list.Build(_root, ++_number, until, HashAlgorithmName.SHA256, thisUpdate: TimeProvider.System.GetUtcNow().AddDays(-2));
        if (_number % 2 == 0)
            System.IO.File.WriteAllBytes(ListFile, list);
        else
            System.IO.File.WriteAllText(ListFile, PemEncoding.WriteString("X509 CRL", list));
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Delete(recursive: true);
    }

    private static CertificateRequest Request(ECDsa key, string[] names, string usage)
    {
        var request = new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
            alternatives.AddUri(new Uri(name));
        if (names.Length > 0)
            request.CertificateExtensions.Add(alternatives.Build());
        return request;
    }

    private X509Certificate2 Issue(string[] names, DateTimeOffset? from, DateTimeOffset? until, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] serial = RandomNumberGenerator.GetBytes(12);
        serial[0] |= 0x80; // One whose first bit is set: encodings differ in how they keep it positive.
        using X509Certificate2 signed = Request(key, names, usage).Create(_root, from ?? now.AddDays(-1), until ?? now.AddDays(1), serial);
        using X509Certificate2 made = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
