using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>JWT, PEM, age.</summary>
internal static class StandardSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        Tokens(list);
        Keys(list);
        return list.Cases;
    }

    private static void Tokens(CaseList list)
    {
        const string Name = "secrets/jwt";
        list.Must(Name, Jwt(), "@@", "Bearer @@", "Bearer @@.", "token=@@&x=1", "\"id_token\":\"@@\",", @"\""@@\""", "Cookie: session=@@; Path=/");
        list.Must(Name, Jwt(6_000), "a long one: @@ ends");
        list.Must(Name, Url("""{"alg":"none"}""") + "." + Url("""{"sub":"1234567890"}""") + ".", "unsigned @@ here");
        list.Must(Name, $"{Url("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.{Of(Base64Url, 342)}.{Of(Base64Url, 16)}.{Of(Base64Url, 3_000)}.{Of(Base64Url, 22)}", "encrypted @@!");
        list.Must(Name, $"{Url("""{"alg":"dir","enc":"A256GCM"}""")}..{Of(Base64Url, 16)}.{Of(Base64Url, 50)}.{Of(Base64Url, 22)}", "@@");
        list.Pass(Name, Url("""{"alg":"HS256","typ":"JWT"}"""), "eyJ.eyJ.x", Url("""{"id":1234567890}""") + ".txt", "x" + Jwt(), "eyJhbGciOi...");

        const string Age = "secrets/age-key";
        var identity = "AGE-SECRET-KEY-1" + Of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58);
        list.Must(Age, identity, "@@", "# created: 2026\n@@\n");
        list.Pass(Age, identity[..60], "AGE-SECRET-KEY-1", "age1" + Of(LowerAlnum, 58));
    }

    private static void Keys(CaseList list)
    {
        const string Name = "secrets/private-key";
        foreach (var kind in new[] { "RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK" })
            list.Must(Name, Pem(kind), "@@", "key:\n@@\nthat was it");

        var written = Pem("PRIVATE KEY", @"\n");
        list.Must(Name, written, "\"private_key\": \"@@\\n\",", "KEY='@@'", "echo -e @@ > key");
        list.Must(Name, Pem("RSA PRIVATE KEY", @"\r\n"), "x @@ y");
        list.Must(Name, Pem("RSA PRIVATE KEY", @"\\n"), "twice escaped: @@.");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\r\n"), "@@ ");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n    "), "yaml: |\n    @@\nother: value");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n+"), "+@@\n more of the diff");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n-"), "--- a/key\n-@@\n+removed");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n> "), "> @@\nwrote Jane");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\\n\" +\n    \""), "String key = \"@@\";");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\",\n  \""), "[\"@@\"].join()");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n# "), "# @@\n# end");
        list.Must(Name, Pem("RSA PRIVATE KEY", " "), "on one line @@ it is");
        list.Must(Name, Pem("RSA PRIVATE KEY", "\n", 60), "@@");

        var encrypted = Pem("RSA PRIVATE KEY").Replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n", StringComparison.Ordinal);
        list.Must(Name, encrypted, "@@", "see:\n@@\nbelow");
        list.Must(Name, Pem("PGP PRIVATE KEY BLOCK").Replace("BLOCK-----\n", "BLOCK-----\nVersion: GnuPG v1.4.11 (GNU/Linux)\n\n", StringComparison.Ordinal), "@@");

        var open = "-----BEGIN PRIVATE KEY-----\n" + Of(Base64, 200);
        list.Must(Name, open, "@@", "@@{ the rest }");
        list.Must(Name, "Private-Lines: 4\n" + Of(Base64, 64) + "\n" + Of(Base64, 64, 2) + "\n", "PuTTY-User-Key-File-3: ssh-rsa\n@@");
        list.Must(Name, $"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"rsa-key\"\n{Of(Base64, 64)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----", "@@\n");

        list.Pass(Name, "-----BEGIN PRIVATE KEY-----", "A PEM file starts with -----BEGIN RSA PRIVATE KEY----- and ends with -----END RSA PRIVATE KEY-----.",
            "-----BEGIN PRIVATE KEY-----\nYOUR_PRIVATE_KEY_HERE\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", Pem("PUBLIC KEY"), Pem("CERTIFICATE"), Of(Base64, 400),
            "if (line.startsWith(\"-----BEGIN PRIVATE KEY-----\")) return;", "Private-Lines: 4");
    }
}
