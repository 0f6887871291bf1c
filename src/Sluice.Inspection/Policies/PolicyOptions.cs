using System.ComponentModel.DataAnnotations;

namespace Sluice.Inspection.Policies;

/// <summary>The parts of the section <c>Sluice</c> that say what is found and what happens then. Text as the user wrote it; <see cref="PolicyCompiler"/> judges it.</summary>
public sealed class InspectionOptions
{
    /// <summary>The user's own detectors by name, beside the built-in ones.</summary>
    public Dictionary<string, DetectorOptions> Detectors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The policies by name.</summary>
    public Dictionary<string, PolicyOptions> Policies { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A detector of the user's, of exactly one kind.</summary>
public sealed class DetectorOptions
{
    /// <summary>Words and phrases, found at word boundaries whatever their case. At most 10,000.</summary>
    public List<string> Words { get; } = [];

    /// <summary>A pattern of the regular subset (docs/patterns.md).</summary>
    public string? Pattern { get; set; }

    /// <summary>A judge that is asked over HTTP.</summary>
    public RemoteOptions? Remote { get; set; }

    /// <summary>A topic by its name; texts on it are found. <see cref="Examples"/> and <see cref="Description"/> say what it is. At most 100 characters.</summary>
    public string? Topic { get; set; }

    /// <summary>What the topic is, in a sentence or two. At most 250 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Texts on the topic: two to five are what it takes, more help. At most 50, each of at most 250 characters.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Not what is on the topic is found, but what is not.</summary>
    public bool Only { get; set; }

    /// <summary>Texts that no answer may hold, in whatever spelling or encoding: planted in prompts or documents to show that those leak. At most 1,000, each of 8 to 256 characters.</summary>
    public List<string> Canaries { get; } = [];

    /// <summary>Tools that may not be offered or called.</summary>
    public ToolOptions? Tools { get; set; }

    /// <summary>Tools that are not what they were.</summary>
    public McpOptions? Mcp { get; set; }

    /// <summary>Addresses: lists of hosts, and categories of a feed.</summary>
    public UrlOptions? Urls { get; set; }

    /// <summary>Languages that texts may be written in; the detector finds texts in others.</summary>
    public LanguagesOptions? Languages { get; set; }
}

/// <summary>Which languages are expected.</summary>
public sealed class LanguagesOptions
{
    /// <summary>ISO 639-1 codes (docs/detection/content.md); at least one.</summary>
    public List<string> Allow { get; } = [];
}

/// <summary>One policy, which reads like sentences: find this, in there, then do that.</summary>
public sealed class PolicyOptions
{
    /// <summary><c>Enforce</c> or <c>Monitor</c>.</summary>
    [EnumDataType(typeof(PolicyMode))]
    public string Mode { get; set; } = nameof(PolicyMode.Enforce);

    /// <summary><c>Block</c> or <c>Allow</c>.</summary>
    [EnumDataType(typeof(FailureMode))]
    public string OnFailure { get; set; } = nameof(FailureMode.Block);

    /// <summary><c>Scan</c>, <c>Refuse</c> or <c>Pass</c>.</summary>
    [EnumDataType(typeof(UnknownMode))]
    public string OnUnknown { get; set; } = nameof(UnknownMode.Scan);

    /// <summary><c>Flag</c> or <c>Block</c>: what stands for <c>Mask</c> and <c>Redact</c> in reasoning that its provider signed, which is never rewritten.</summary>
    [AllowedValues(nameof(Decision.Flag), nameof(Decision.Block))]
    public string OnSigned { get; set; } = nameof(Decision.Flag);

    /// <summary>Which addresses a request may ask its provider to fetch (of images and files).</summary>
    public RemoteUrlOptions RemoteUrls { get; } = new();

    /// <summary>Every matching rule counts; the strongest <c>Then</c> wins.</summary>
    public List<RuleOptions> Rules { get; } = [];
}

/// <summary>Hosts that a provider may be told to fetch from: <c>images.example.com</c>, <c>*.example.com</c>, <c>169.254.169.254</c>. A request that names another is blocked.</summary>
public sealed class RemoteUrlOptions
{
    /// <summary>If not empty, only these.</summary>
    public List<string> Allow { get; } = [];

    /// <summary>These never.</summary>
    public List<string> Deny { get; } = [];
}

/// <summary>One sentence of a policy.</summary>
public sealed class RuleOptions
{
    /// <summary>A detector's name or a pattern of names: <c>secrets/*</c>, <c>pii/email</c>, <c>codenames</c>.</summary>
    [Required]
    public string Find { get; set; } = "";

    /// <summary>Only those whose finds are certain: vendor-prefixed, checksummed or proven by context. The user's own detectors are.</summary>
    public bool Certain { get; set; }

    /// <summary>
    /// <c>any</c>, <c>request</c>, <c>response</c> or content scopes, in both directions (<c>assistant</c>) or in one (<c>response.assistant</c>); or kinds of
    /// files (<c>image</c>), for <c>media/*</c> alone; nothing means <c>any</c>.
    /// </summary>
    [AllowedValues(
        "any", "request", "response", "system", "user", "assistant", "reasoning", "tool-call", "tool-result", "document",
        "request.system", "request.user", "request.assistant", "request.reasoning", "request.tool-call", "request.tool-result", "request.document",
        "response.system", "response.user", "response.assistant", "response.reasoning", "response.tool-call", "response.tool-result", "response.document",
        "image", "audio", "video", "file", "binary")]
    public List<string> In { get; } = [];

    /// <summary><c>Flag</c>, <c>Tokenize</c>, <c>Mask</c>, <c>Redact</c>, <c>Block</c> or <c>Allow</c>.</summary>
    [Required]
    [AllowedValues(nameof(Decision.Flag), nameof(Decision.Tokenize), nameof(Decision.Mask), nameof(Decision.Redact), nameof(Decision.Block), "Allow")]
    public string Then { get; set; } = "";

    /// <summary>
    /// For detectors that judge: the lowest score that counts, 0.5 to 1. A score is 1 − the rate of honest requests that score as high. By default 0.99 (one in a hundred) to
    /// flag, and 0.999 (one in a thousand) for everything else.
    /// </summary>
    [Range(0.5, 1)]
    public decimal? AtLeast { get; set; }

    /// <summary>
    /// For detectors that judge and act: how much of a stream waits for judgement before it is released. <c>sentence</c> (the default), <c>window</c> (1,024 characters) or
    /// <c>whole</c> (the whole text).
    /// </summary>
    [AllowedValues("sentence", "window", "whole")]
    public string Hold { get; set; } = "sentence";

    /// <summary>What <c>Mask</c> leaves visible: <c>none</c>, <c>last4</c> or <c>domain</c> (of a mail address).</summary>
    [AllowedValues("none", "last4", "domain")]
    public string Keep { get; set; } = "none";
}
