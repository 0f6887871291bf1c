using Sluice.Cli.Evaluation.Data;
using Sluice.Inspection;

namespace Sluice.Cli.Evaluation;

/// <summary>
/// Which labels ask which detectors: all of it is here. A target without a detector in the catalogue is left out.
/// <list type="table">
/// <item><term>prompt_attack: injection, jailbreak</term><description>yes to <c>prompt-attack</c>; injection also to <c>override</c> (users' texts) or <c>indirect</c> (tools' and documents'), jailbreak to <c>jailbreak</c></description></item>
/// <item><term>prompt_attack, code, system_prompt: benign</term><description>no to every target</description></item>
/// <item><term>content_safety: harmful_request, toxic_prompt</term><description>yes to <c>toxicity</c>; neither to attacks: who asks for harm plainly attacks no prompt</description></item>
/// <item><term>content_safety: malicious_code_request</term><description>neither: it asks for code and is none</description></item>
/// <item><term>toxicity: hate, offensive</term><description>yes to <c>toxicity</c>; <c>neither</c> no</description></item>
/// <item><term>web_attack: rce, php, xss, sqli</term><description>neither: fragments of web requests, shown for orientation as <c>web-attack</c>; <c>benign</c> no</description></item>
/// <item><term>destructive_sql: destructive_sql, safe_sql</term><description>yes and no to <c>destructive-sql</c></description></item>
/// <item><term>secret_spans, pii_spans</term><description>yes where a span of the target's types is marked, else no</description></item>
/// </list>
/// </summary>
internal static class EvalTargets
{
    /// <summary>Secrets that have a vendor's prefix or form, or a name that says which they are.</summary>
    private static readonly string[] PrefixedSecrets =
    [
        "anthropic_key", "aws_access_key_id", "aws_secret_access_key", "azure_storage_key", "github_fine_grained_pat", "github_token", "gitlab_pat", "google_api_key", "huggingface_token", "jwt",
        "npm_token", "openai_key", "private_key", "pypi_token", "sendgrid_key", "slack_token", "slack_webhook", "stripe_key", "telegram_bot_token", "twilio_key",
    ];

    /// <summary>Secrets that only the words before them give away.</summary>
    private static readonly string[] GenericSecrets = ["db_url_password", "generic_api_key", "generic_password"];

    /// <summary>Personal data with a form of its own, in the words of the two data sets.</summary>
    private static readonly string[] StructuredData =
    [
        "CREDIT_CARD", "DATE_OF_BIRTH", "EMAIL", "EMAIL_ADDRESS", "IBAN", "IP_ADDRESS", "PASSPORT", "PHONE", "PHONE_NUMBER", "UK_NHS", "US_DRIVER_LICENSE", "US_SSN",
    ];

    private static readonly string[] NamesAndPlaces = ["ADDRESS", "GPE", "LOCATION", "PERSON", "PREFIX", "STREET_ADDRESS", "TITLE", "ZIP_CODE"];

    /// <summary>Personal in one way or another, and nothing that a detector looks for.</summary>
    private static readonly string[] OtherData = ["AGE", "DATE_TIME", "DOMAIN_NAME", "NRP", "ORGANIZATION"];

    private static readonly string[] NameDetectors = ["people/name", "people/address", "pii/postal-code"];

    public static IReadOnlyList<EvalTarget> All { get; } =
    [
        new() { Name = "prompt-attack", Question = "Is this an attack on the prompt?", Detectors = ["injection/*"], Truth = r => Attack(r, _ => true) },
        new() { Name = "override", Question = "Does a user override or extract the instructions?", Detectors = ["injection/override", "injection/leak"], Truth = r => Attack(r, a => a.Label is "injection" && !Planted(a)) },
        new() { Name = "jailbreak", Question = "Does a user talk the model out of its rules?", Detectors = ["injection/jailbreak"], Truth = r => Attack(r, a => a.Label is "jailbreak") },
        new() { Name = "indirect", Question = "Are instructions planted in data?", Detectors = ["injection/indirect"], Truth = r => Planted(r) ? Attack(r, a => a.Label is "injection") : Truth.Aside },
        new() { Name = "toxicity", Question = "Is this toxic, or does it ask for harm?", Detectors = ["toxicity/*", "toxic/*"], Truth = Toxicity },
        new() { Name = "malicious-code", Question = "Is this code that attacks?", Detectors = ["code/malicious*", "malicious-code/*"], Truth = r => Honest(r) ? Truth.Honest : Truth.Aside },
        new() { Name = "web-attack", Question = "Does a fragment of a web attack look like malicious code? (orientation)", Detectors = ["code/malicious*", "malicious-code/*"], Truth = WebAttack },
        new() { Name = "destructive-sql", Question = "Does a statement destroy data?", Detectors = ["sql/destructive*", "database/destructive*"], Truth = Sql },
        Spans("secrets", "Which keys, tokens and passwords are there?", ["secrets/*"], [.. PrefixedSecrets, .. GenericSecrets]),
        Spans("secrets-prefixed", "... of those with a form of their own", ["secrets/*"], PrefixedSecrets, GenericSecrets),
        Spans("secrets-generic", "... of those that only the words before them give away", ["secrets/*"], GenericSecrets, PrefixedSecrets),
        Structured(),
        Spans("names-and-addresses", "Which names of people and which addresses are there?", NameDetectors, NamesAndPlaces, [.. StructuredData, .. OtherData]),
        Spans("personal-data", "Which personal data of any kind are there?", ["pii/*", "people/*"], [.. StructuredData, .. NamesAndPlaces, .. OtherData]) with { CountsTokens = true },
    ];

    /// <summary>Text of honest people, whatever is asked.</summary>
    private static bool Honest(EvalRecord record) => record is { Label: "benign", Task: "prompt_attack" or "code" or "system_prompt" };

    /// <summary>Stands where a model reads data, not where its user speaks.</summary>
    private static bool Planted(EvalRecord record) => record.Scope is ContentScope.ToolResult or ContentScope.Document;

    private static Truth Attack(EvalRecord record, Func<EvalRecord, bool> asked)
    {
        if (Honest(record))
            return Truth.Honest;
        return record is { Task: "prompt_attack", Label: "injection" or "jailbreak" } && asked(record) ? Truth.Positive : Truth.Aside;
    }

    private static Truth Toxicity(EvalRecord record) => record switch
    {
        { Task: "toxicity", Label: "hate" or "offensive" } => Truth.Positive,
        { Task: "content_safety", Label: "harmful_request" or "toxic_prompt" } => Truth.Positive,
        { Task: "toxicity", Label: "neither" } => Truth.Honest,
        _ => Honest(record) ? Truth.Honest : Truth.Aside,
    };

    private static Truth WebAttack(EvalRecord record) => record switch
    {
        { Task: "web_attack", Label: "benign" } => Truth.Honest,
        { Task: "web_attack", Label: "rce" or "php" } => Truth.Positive,
        _ => Truth.Aside,
    };

    private static Truth Sql(EvalRecord record) => record switch
    {
        { Task: "destructive_sql", Label: "destructive_sql" } => Truth.Positive,
        { Task: "destructive_sql", Label: "safe_sql" } => Truth.Honest,
        _ => Honest(record) ? Truth.Honest : Truth.Aside,
    };

    /// <summary>All of <c>pii/*</c>.</summary>
    private static EvalTarget Structured()
    {
        string[] detectors = Inspection.Detection.DetectorCatalog.PersonalData.Select(d => d.Name).Except(NameDetectors, StringComparer.Ordinal).ToArray();
        return Spans("personal-data-structured", "Which personal data with a form of their own are there?", detectors, StructuredData, OtherData);
    }

    private static EvalTarget Spans(string name, string question, string[] detectors, string[] types, string[]? aside = null)
    {
        string task = name.StartsWith("secrets", StringComparison.Ordinal) ? "secret_spans" : "pii_spans";
        return new EvalTarget
        {
            Name = name,
            Question = question,
            Detectors = detectors,
            SpanTypes = types,
            AsideTypes = aside ?? [],
            FindsValues = true,
            Truth = r => string.Equals(r.Task, task, StringComparison.Ordinal) ? Marked(r, types, aside ?? []) : Honest(r) ? Truth.Honest : Truth.Aside,
        };
    }

    private static Truth Marked(EvalRecord record, string[] types, string[] aside)
    {
        IReadOnlyList<LabelledSpan> spans = record.Spans ?? [];
        if (spans.Any(s => types.Contains(s.Type, StringComparer.Ordinal)))
            return Truth.Positive;
        return spans.Any(s => aside.Contains(s.Type, StringComparer.Ordinal)) ? Truth.Aside : Truth.Honest;
    }
}
