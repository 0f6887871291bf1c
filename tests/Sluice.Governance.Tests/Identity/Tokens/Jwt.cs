using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>Writes tokens by hand, right ones and wrong ones: no library would write most of these.</summary>
internal static class Jwt
{
    public static string Of(string header, string payload, Func<byte[], byte[]> sign)
    {
        string head = $"{Encode(header)}.{Encode(payload)}";
        return $"{head}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(head)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static JsonElement Payload(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    public static JsonElement Header(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement;

    public static Func<byte[], byte[]> Rs(RSA key, HashAlgorithmName? hash = null) => data => key.SignData(data, hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> Es(ECDsa key) => data => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public static Func<byte[], byte[]> Hs(byte[] secret) => data => HMACSHA256.HashData(secret, data);

    public static JsonObject Jwk(RSA key, string id, string? use = "sig", string? algorithm = null)
    {
        RSAParameters p = key.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = id, ["n"] = Base64Url.EncodeToString(p.Modulus), ["e"] = Base64Url.EncodeToString(p.Exponent) };
        if (use is not null)
            jwk["use"] = use;
        if (algorithm is not null)
            jwk["alg"] = algorithm;
        return jwk;
    }

    public static JsonObject Jwk(ECDsa key, string id)
    {
        ECParameters p = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = id, ["x"] = Base64Url.EncodeToString(p.Q.X), ["y"] = Base64Url.EncodeToString(p.Q.Y) };
    }

    public static string Set(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(k => k.DeepClone())]) }.ToJsonString();
}
