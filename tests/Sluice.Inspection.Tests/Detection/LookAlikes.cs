namespace Sluice.Inspection.Tests.Detection;

/// <summary>What prompts of people and coding agents are full of, and what no certain detector may take.</summary>
internal static class LookAlikes
{
    private static readonly string Hash = Fake.Of(Fake.Hex, 64);

    public static IReadOnlyList<string> All { get; } =
    [
        "The quick brown fox jumps over the lazy dog, and a well-known desk-top risk-free task-list goes on.",
        "Upgrade from 4.1.1.11 to 10.0.100-rc.2.25502.107, then to v2.15.0-beta.3+sha.5114f85.",
        "trace 550e8400-e29b-41d4-a716-446655440000 and {6F9619FF-8B86-D011-B42D-00C04FC964FF}",
        $"commit {Fake.Of(Fake.Hex, 40)}\nindex {Fake.Of(Fake.Hex, 7)}..{Fake.Of(Fake.Hex, 7, 2)} 100644",
        $"sha256:{Hash}",
        $"\"integrity\": \"sha512-{Fake.Of(Fake.Base64, 86)}==\"",
        $"md5 {Fake.Of(Fake.Hex, 32)} *file.iso",
        "It costs $1,234,567.89 or 4,111,111,111,111,111 yen; 12.5 % of 400 000 000 000.",
        "ISBN 978-3-16-148410-0, ISBN 0-306-40615-2, EAN 4006381333931, ISSN 2049-3630",
        "\"created\": 1761234567, \"expires\": 1761234567890, \"ns\": 1761234567890123456",
        $"\"id\": \"chatcmpl-{Fake.Of(Fake.Alnum, 29)}\", \"system_fingerprint\": \"fp_1234567890123456789\"",
        $"call_{Fake.Of(Fake.Alnum, 24)} toolu_{Fake.Of(Fake.Alnum, 24)} msg_{Fake.Of(Fake.Alnum, 24)} resp_{Fake.Of(Fake.Hex, 48)}",
        $"req_{Fake.Of(Fake.Hex, 32)} run_{Fake.Of(Fake.Alnum, 24)} asst_{Fake.Of(Fake.Alnum, 24)} file-{Fake.Of(Fake.Alnum, 22)}",
        "0.4503599627370496, -4.111111111111111e-16, [0.5105105105105100, 3.4028234663852886]",
        "!function(e,t){\"object\"==typeof exports?module.exports=t():e.Vue=t()}(this,(function(){var e=Object.freeze({}),t=Array.isArray;return t}));",
        "const token = await getToken(request.headers); if (token.expires_in < 3600) refreshToken(token);",
        "password = os.environ['DB_PASSWORD']; api_key=${OPENAI_API_KEY}; secret: process.env.SECRET",
        "Authorization: Bearer $ACCESS_TOKEN\nAuthorization: Bearer <your token>\nAuthorization: Bearer {{token}}",
        "Use a bearer token; the Authorization header carries it. Bearer authentication-required is not one.",
        "{\"prompt_tokens\": 1234, \"completion_tokens\": 5678, \"total_tokens\": 6912, \"max_tokens\": 4096}",
        "2026-11-21T15:10:56.123456Z 10:15:30 21/11/2026 2026-W47-6",
        "aspect-ratio: 16 / 9; color: #ff8800aa; transform: matrix(1, 0, 0, 1, 30, 40); z-index: 2147483647;",
        "int.MaxValue is 2147483647, long.MaxValue is 9223372036854775807, 2^53 is 9007199254740992",
        "The header is -----BEGIN RSA PRIVATE KEY----- and a key file begins with it.",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJpbcu4DLpbP1sVzMNfpKc0mZqGqSmSM9tZ0S8xMzXcB user@host",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "eyJpZCI6MTIzNDU2Nzg5MCwiY3Vyc29yIjoibmV4dCJ9 is a cursor, not a token; eyJhbGciOiJIUzI1NiJ9 is a header alone.",
        "npm_config_registry=https://registry.example.org/ npm_package_version=1.2.3 npm_lifecycle_event=build",
        "The AKIA prefix marks long-term keys, ASIA temporary ones. ASIA-PACIFIC, SKU-4411-XX, SG.MH, DE 89 370",
        "Row: 100 20 3000 | 4000 5000 6000 7000 | 12 34 56 78 | 555 1234",
        "arn:aws:iam::123456789012:user/Development/product_1234/* s3://bucket/4111/1111/1111/file",
        "github_pat_ is the prefix of fine-grained tokens; ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is a placeholder.",
        "sk-learn, sk-ant-farm, sk-proj-name, sk_live_, hf_hub_download, xoxo-xoxo, glpat-, dapi, pypi-publish",
        "Passport control is on floor 3. The driver's license expired. NHS staff, SIN city, BSN degree, PESEL system.",
    ];
}
