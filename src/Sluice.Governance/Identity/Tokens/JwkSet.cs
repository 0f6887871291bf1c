using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>Public keys by their id, of a JWK set (RFC 7517). Only RSA keys from 2048 bits and the three NIST curves are taken, only for signatures, only with an id: a secret among them is none.</summary>
internal static class JwkSet
{
    /// <summary>Keys of the longest set.</summary>
    private const int MaxKeys = 100;

    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;

    /// <param name="document">A JWK set.</param>
    /// <param name="known">The keys so far: what has not changed stays the same object.</param>
    /// <exception cref="JsonException">It is no JWK set.</exception>
    public static FrozenDictionary<string, VerificationKey> Read(JsonElement document, FrozenDictionary<string, VerificationKey> known)
    {
        if (!IsSet(document) || document.GetProperty("keys").GetArrayLength() > MaxKeys)
            throw new JsonException("not a JWK set");
        var keys = new Dictionary<string, VerificationKey>(StringComparer.Ordinal);
        foreach (JsonElement jwk in document.GetProperty("keys").EnumerateArray())
        {
            if (jwk.ValueKind == JsonValueKind.Object && Text(jwk, "kid") is { Length: > 0 } id && Text(jwk, "use") is null or "sig" && Key(jwk, id) is { } key)
                keys[id] = known.TryGetValue(id, out VerificationKey? same) && same.Equals(key) ? same : key;
        }

        return keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static bool IsSet(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("keys", out JsonElement keys) && keys.ValueKind == JsonValueKind.Array;

    private static VerificationKey? Key(JsonElement jwk, string id)
    {
        try
        {
            return Text(jwk, "kty") switch
            {
                "RSA" => Rsa(jwk, id),
                "EC" => Ec(jwk, id),
                _ => null,
            };
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null; // One that is broken is no reason to do without the others.
        }
    }

    private static VerificationKey? Rsa(JsonElement jwk, string id)
    {
        string? modulus = Text(jwk, "n"), exponent = Text(jwk, "e");
        if (modulus is null || exponent is null)
            return null;
        var parameters = new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) };
        bool fits = parameters.Modulus.AsSpan().TrimStart((byte)0).Length * 8 is >= LeastRsaBits and <= MostRsaBits;
        return fits ? new VerificationKey(new RsaSecurityKey(parameters) { KeyId = id }, Text(jwk, "alg"), $"{modulus}.{exponent}") : null;
    }

    private static VerificationKey? Ec(JsonElement jwk, string id)
    {
        ECCurve? curve = Text(jwk, "crv") switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        string? x = Text(jwk, "x"), y = Text(jwk, "y");
        if (curve is null || x is null || y is null)
            return null;
        var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Value, Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) } });
        return new VerificationKey(new ECDsaSecurityKey(ecdsa) { KeyId = id }, Text(jwk, "alg"), $"{x}.{y}");
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A public key, the one algorithm that it is for (null where its issuer does not say), and what tells it from another of the same id.</summary>
internal sealed record VerificationKey(SecurityKey Key, string? Algorithm, string Material)
{
    public bool Equals(VerificationKey? other) => other is not null && string.Equals(Material, other.Material, StringComparison.Ordinal) && string.Equals(Algorithm, other.Algorithm, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Material);
}
