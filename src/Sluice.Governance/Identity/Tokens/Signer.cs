using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>A key that signs or has signed the gate's tokens: ES256, that is ECDSA over P-256. Its id is the thumbprint of its public half (RFC 7638).</summary>
internal sealed class Signer : IDisposable
{
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    private readonly ECDsa _ecdsa;

    private Signer(ECDsa ecdsa, string id, DateTimeOffset createdAt)
    {
        ECParameters parameters = ecdsa.ExportParameters(includePrivateParameters: false);
        (_ecdsa, CreatedAt, X, Y) = (ecdsa, createdAt, Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
        Id = id.Length > 0 ? id : Thumbprint();
        Key = new ECDsaSecurityKey(ecdsa) { KeyId = Id };
        Credentials = new SigningCredentials(Key, Algorithm);
    }

    public string Id { get; }

    public DateTimeOffset CreatedAt { get; }

    public SecurityKey Key { get; }

    public SigningCredentials Credentials { get; }

    /// <summary>The public point, base64url, as a JWK says it (RFC 7518 §6.2.1).</summary>
    public string X { get; }

    public string Y { get; }

    public static Signer Create(DateTimeOffset now) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), id: "", now);

    /// <exception cref="CryptographicException">It is no private key of the right curve.</exception>
    public static Signer Of(StoredSigningKey stored)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportPkcs8PrivateKey(stored.Pkcs8, out _);
            return new Signer(ecdsa, stored.Id, stored.CreatedAt);
        }
        catch
        {
            ecdsa.Dispose();
            throw;
        }
    }

    /// <summary>As the store keeps it, which encrypts it.</summary>
    public StoredSigningKey ToStored() => new(Id, CreatedAt, _ecdsa.ExportPkcs8PrivateKey());

    public void Dispose() => _ecdsa.Dispose();

    private string Thumbprint() =>
        Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
}
