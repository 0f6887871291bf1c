using System.ComponentModel.DataAnnotations;

namespace Sluice.Inspection.Policies;

/// <summary>A judge that is asked over HTTP. Texts leave this machine only where a policy's rule names its detector, and then only those that the rule covers.</summary>
public sealed class RemoteOptions
{
    /// <summary>What it speaks: <c>OpenAiModeration</c>, <c>GuardModel</c> (chat completions), <c>Presidio</c>, <c>Airs</c> or <c>Webhook</c>.</summary>
    [EnumDataType(typeof(RemoteKind))]
    public string Kind { get; set; } = "";

    /// <summary>The whole address that is posted to, such as <c>https://api.openai.com/v1/moderations</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>The judge's credential: <c>env:NAME</c>, <c>file:PATH</c>, or itself. Visible ASCII, up to 2,048 characters. Sent over HTTPS or to this machine only.</summary>
    public string Key { get; set; } = "";

    /// <summary>For <c>Webhook</c>: a secret of at least 16 characters that its requests are signed with (HMAC-SHA256); <c>env:NAME</c>, <c>file:PATH</c>, or itself.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>For <c>OpenAiModeration</c> and <c>GuardModel</c>: the model that judges. For <c>Airs</c>: the name of the security profile.</summary>
    public string Model { get; set; } = "";

    /// <summary>For <c>GuardModel</c>: what the model is told, with <c>{text}</c>, <c>{role}</c> and <c>{categories}</c> in it. Empty: the text alone, as Llama Guard's template expects it.</summary>
    public string Prompt { get; set; } = "";

    /// <summary>For <c>GuardModel</c>: how an answer begins that finds nothing.</summary>
    public string Safe { get; set; } = "safe";

    /// <summary>For <c>GuardModel</c>: how an answer begins that finds something; the categories follow, between commas or line ends. An answer that begins otherwise is a failure.</summary>
    public string Unsafe { get; set; } = "unsafe";

    /// <summary>For <c>Presidio</c>: the language of the texts.</summary>
    public string Language { get; set; } = "en";

    /// <summary>
    /// For <c>OpenAiModeration</c> and <c>Presidio</c>: the lowest score that is a finding, 0 to 1. Their scores are no rates of false alarms: what reaches it counts as certain.
    /// 0: what the judge itself flags.
    /// </summary>
    [Range(0, 1)]
    public decimal Threshold { get; set; }

    /// <summary>
    /// Detectors by the names that policies use for them, each with the judge's own words for it: <c>"hate": ["hate", "hate/threatening"]</c> makes <c>moderation/hate</c> of a detector
    /// <c>moderation</c>. All other findings are <c>moderation/other</c>. Without any, every finding is <c>moderation</c>.
    /// </summary>
    public Dictionary<string, List<string>> Categories { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one text may take, waiting in line included; then the judge has failed, and the policy's <c>OnFailure</c> decides.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Most texts that the judge is asked about at one time; others wait in line, sixteen times as many, and beyond that the judge has failed.</summary>
    [Range(1, 1_024)]
    public int MaxConcurrent { get; set; } = 16;

    /// <summary>How long a verdict on a text holds for the same text; 0 asks each time. Kept are the last 8,192, under a keyed hash of the text.</summary>
    [Range(0, 86_400)]
    public int CacheSeconds { get; set; } = 300;

    /// <summary>Longest text that is sent at once, in characters; longer ones are judged in several.</summary>
    [Range(1_024, 1_000_000)]
    public int MaxCharacters { get; set; } = 16_000;
}

/// <summary>What a remote judge speaks.</summary>
public enum RemoteKind : byte
{
    OpenAiModeration,
    GuardModel,
    Presidio,
    Airs,
    Webhook,
}
