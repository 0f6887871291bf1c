using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Secrets of no known vendor, known by what stands before them. Only the value is taken.</summary>
internal static class GenericSecrets
{
    private const string KeyName =
        "(?i:(?:api|access|auth|client|private|signing|encryption|shared|service|account|app|application|deploy|license|webhook|master|jwt|session|refresh|id|bot|bearer)" +
        "[ _.-]?(?:key|token|secret)|secret|token|credentials?|apikey)";

    private const string PasswordName = "(?i:password|passwd|passphrase|passwort|contraseña|mot de passe|" + WordStart + "pwd|[_.-]pwd|[_.-]pass|" + WordStart + "pass)";

    /// <summary>As <see cref="Assign"/>, and <c>is</c> between words: people write "the password is ...".</summary>
    private const string AssignOrIs = "(?:" + Assign + """|[ \t]+(?i:is)[ \t]*:?[ \t]*(?:\\?["'`])?)""";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: the password in scheme://user:password@host, and Password=... between the semicolons of a database connection string.
        // Misses: passwords with a slash, a quote or white space in them; variables to be filled in are left alone.
        // Example: postgres://app:s3cret@db:5432/main
        // Source: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
        Detector.Create("secrets/connection-string", "Password in a connection string", certain: false,
            Of("[^\\s'\"<>/`]+(?=@)", "://[^\\s:@/'\"<>?#]*:", SecretText.IsNoTemplate),
            Of("[^;\\s\"'`<>]+", ";[ \t]*(?i:password|pwd)[ \t]*=[ \t]*", SecretText.IsNoTemplate, variant: "fields")),

        // Finds: credentials of HTTP headers: Bearer and token values that look random, Basic values that decode to user:password.
        // Misses: values with fewer than 16 characters; values longer than a match may be, beyond that length.
        // Example: Authorization: Basic dXNlcjpwYXNzd29yZA==
        // Source: https://www.rfc-editor.org/rfc/rfc6750, https://www.rfc-editor.org/rfc/rfc7617
        Detector.Create("secrets/authorization-header", "Credentials of an Authorization header", certain: true,
            Of("[A-Za-z0-9+/._~=-]{16,}", "(?i:" + WordStart + "bearer[ \t]+|authorization" + Assign + "(?:token|apikey|api-key)[ \t]+)", SecretText.IsKey),
            Of("[A-Za-z0-9+/]{8,}={0,2}(?![A-Za-z0-9+/=])", "(?i:authorization" + Assign + "basic[ \t]+)", SecretText.IsBasicCredentials, variant: "basic")),

        // Finds: tokens in the query of a URL behind a name such as token, key, secret, sig.
        // Misses: other names; secrets in the path.
        // Example: https://api.internal/v1/items?token=...
        // Source: https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url
        Detector.Create("secrets/url-token", "Token in a URL's query", certain: false,
            Of("[A-Za-z0-9%._~+/=-]{8,}",
                "[?&](?i:[a-z0-9]+[_-])*(?i:token|api_?key|key|secret|password|passwd|pwd|sig|signature|auth|code)=", SecretText.IsPassword)),

        // Finds: machine-made values behind names such as api_key, client_secret, token: 16 characters or more, letters and digits mixed.
        // Misses: values without digits; values behind names of no such word; placeholders and words joined by punctuation are left alone.
        // Example: "api_key": "855e883e6fd9eb1113255578f7093d5bb11961c0"
        // Source: https://github.com/gitleaks/gitleaks (rule generic-api-key)
        Detector.Create("secrets/generic-api-key", "Random value behind a name such as api_key", certain: false,
            Of("[A-Za-z0-9_./+~-]{16,}={0,2}(?![A-Za-z0-9_./+=~(\\[-])", KeyName + AssignOrIs, SecretText.IsKey)),

        // Finds: values behind password, passwd, pwd, passphrase: six characters or more of at least two kinds, one of them a digit, or of three.
        // Misses: words and phrases; passwords with white space or quotes in them; code and placeholders are left alone.
        // Example: password = "hunter2!"
        // Source: https://cwe.mitre.org/data/definitions/798.html
        Detector.Create("secrets/generic-password", "Value behind a name such as password", certain: false,
            Of("""[^\s"'`\\]{6,128}(?![^"'`\\])""", PasswordName + """(?:\\?["'`])?\]?[ \t]*(?:=>|:=|[:=])[ \t]*\\?["'`]""", SecretText.IsPassword),
            Of("""[^\s"'`\\<>,;]{6,128}(?![^\s"'`\\<>,;])""", PasswordName + AssignOrIs, SecretText.IsPassword, variant: "plain")),
    ];
}
