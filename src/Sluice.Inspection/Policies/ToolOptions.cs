using System.ComponentModel.DataAnnotations;

namespace Sluice.Inspection.Policies;

/// <summary>Which tools may be offered and called, and with what. Names are patterns: <c>*</c> stands for any run of characters.</summary>
public sealed class ToolOptions
{
    /// <summary>If not empty, only these, spelled exactly.</summary>
    public List<string> Allow { get; } = [];

    /// <summary>These never, whatever their case.</summary>
    public List<string> Deny { get; } = [];

    /// <summary>What the arguments of calls may not hold.</summary>
    public List<ToolArgumentOptions> Arguments { get; } = [];

    /// <summary>The last calls of a request may be equal, tool and arguments, fewer times in a row than this: 2 to 100; 0 for any number.</summary>
    [Range(0, 100)]
    public int Repeats { get; set; }
}

/// <summary>One rule for arguments.</summary>
public sealed class ToolArgumentOptions
{
    /// <summary>The tools whose calls it judges, a pattern of names; nothing means every tool.</summary>
    public string? Tool { get; set; }

    /// <summary>The name of the argument, or of a member within one; nothing means every text of the arguments, and a tool's whole input where that is no JSON.</summary>
    public string? Argument { get; set; }

    /// <summary>A pattern of the regular subset (docs/patterns.md): what it matches is found.</summary>
    [Required]
    public string Deny { get; set; } = "";
}

/// <summary>What a server's tools are known to be.</summary>
public sealed class McpOptions
{
    /// <summary>
    /// By the tool's name the hash of its definition, or several, as <c>sluice tools pin</c> prints them: <c>sha256:</c> and 64 hexadecimal digits. A tool that is defined otherwise, or
    /// that is not among them, is found.
    /// </summary>
    public Dictionary<string, List<string>> Pins { get; } = new(StringComparer.Ordinal);
}
