using Sluice.Inspection.Matching;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Forms that a standard defines: signed tokens and private keys.</summary>
internal static class StandardSecrets
{
    /// <summary>What may stand between a key's header and its text: line ends (real or written out), quotes, and the marks of diffs, quotations and comments.</summary>
    private const string Gap = """(?:[\s"'+\\>|#*,.-]|\\[nrt]|<br ?/?>)*""";

    /// <summary>Everything that a key's text is made of in source code, JSON, YAML, mails and diffs. Braces end it: they are never inside.</summary>
    private const string KeyText = """[A-Za-z0-9+/=\s\\"'`,:;()<>|#*.@&_-]""";

    private const string KeyHeader = "(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID|Subject|X-[A-Za-z-]+): ?[A-Za-z0-9\"]";

    /// <summary>The first two parts of a signed token, both JSON objects.</summary>
    private const string SignedToken = "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]";

    /// <summary>The first four parts of an encrypted token, whose third is a vector of 12 octets and whose second may be empty.</summary>
    private const string EncryptedToken = "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]";

    /// <summary>One part of a token: it may be longer than any match, so it is a tail.</summary>
    private static readonly PatternTail TokenPart = new("[A-Za-z0-9_-]", null, 65_536);

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: signed tokens (header and claims both JSON objects in base64url) and encrypted ones, of any length.
        // Misses: tokens whose header alone is longer than a match may be; tokens with white space in them.
        // Example: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.<signature>
        // Source: https://www.rfc-editor.org/rfc/rfc7519
        Detector.Create("secrets/jwt", "JSON Web Token", certain: true,
            Of(SignedToken, tail: TokenPart),
            Of(EncryptedToken, tail: TokenPart, variant: "encrypted"),
            // The last part begins one character early, inside the span before it, so that the two are one.
            Of("[A-Za-z0-9_-]\\.", $"(?:{SignedToken}|{EncryptedToken})[A-Za-z0-9_-]*", tail: TokenPart, variant: "last-part")),

        // Finds: private keys between their BEGIN and END lines: PKCS#1, PKCS#8, SEC1, OpenSSH, PGP, SSH2, PuTTY; with real or written-out
        //   line ends, quoted, indented, in diffs; redacted to the END line, or to the first character that no key contains.
        // Misses: the key's text without its BEGIN line; JWK and XML keys.
        // Example: -----BEGIN RSA PRIVATE KEY-----\nMIIE...\n-----END RSA PRIVATE KEY-----
        // Source: https://www.rfc-editor.org/rfc/rfc7468
        Detector.Create("secrets/private-key", "Private key", certain: true,
            Of("-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----" + Gap + "(?:[A-Za-z0-9+/=]{16}|" + KeyHeader + ")",
                tail: new(KeyText, "-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", 16_384)),
            Of("---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----" + Gap + "(?:[A-Za-z0-9+/=]{16}|" + KeyHeader + ")",
                tail: new(KeyText, "---- END SSH2 (?:ENCRYPTED )?PRIVATE KEY ----", 16_384), variant: "ssh2"),
            Of("Private-Lines: [0-9]+" + Gap + "[A-Za-z0-9+/=]{16}", tail: new("""[A-Za-z0-9+/=\s\\]""", null, 16_384), variant: "putty")),

        // Finds: identities of the encryption tool age.
        // Misses: identities of its plugins.
        // Example: AGE-SECRET-KEY-1 + 58 characters of Bech32
        // Source: https://age-encryption.org/v1
        Detector.Create("secrets/age-key", "age secret key", certain: true,
            Prefixed("AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}")),
    ];
}
