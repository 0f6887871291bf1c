using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>An issuer whose keys lie in a file, and which signs whatever a test wants.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Name = "https://issuer.example/";
    public const string Header = """{"alg":"RS256","kid":"r1"}""";

    private readonly string _file = Path.GetTempFileName();

    public TestIssuer()
    {
        RSAParameters point = Key.ExportParameters(includePrivateParameters: false);
        File.WriteAllText(_file, $$"""{"keys":[{"kty":"RSA","kid":"r1","n":"{{Base64Url.EncodeToString(point.Modulus)}}","e":"{{Base64Url.EncodeToString(point.Exponent)}}"}]}""");
    }

    public RSA Key { get; } = RSA.Create(2048);

    /// <summary>As <c>Sluice:Identity:Issuers</c> has it, with further members.</summary>
    public JsonNode Options(string more) => JsonNode.Parse($$"""{ "corp": { "Issuer": "{{Name}}", "Audiences": ["gate"], "Jwks": "file:{{_file}}", "Permissions": ["Interactions:Write"], {{more}} } }""")!;

    /// <summary>A good token of a subject, with further claims, for ten minutes.</summary>
    public string Token(string subject, string more) =>
        Sign(Header, $$"""{"iss":"{{Name}}","aud":"gate","sub":"{{subject}}","exp":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 600}},{{more}}}""");

    public string Sign(string header, string payload)
    {
        string head = $"{Encode(header)}.{Encode(payload)}";
        return $"{head}.{Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        Key.Dispose();
        File.Delete(_file);
    }
}
