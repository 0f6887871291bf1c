using System.IO.Enumeration;
using Sluice.Cli.Evaluation.Data;
using Sluice.Inspection.Detection;

namespace Sluice.Cli.Evaluation;

/// <summary>What a record says to a target's question.</summary>
internal enum Truth
{
    /// <summary>Nothing: it is neither a yes nor a no.</summary>
    Aside,

    /// <summary>Nothing should be found.</summary>
    Honest,

    /// <summary>Something should be found.</summary>
    Positive,
}

/// <summary>A question that is put to detectors, and the labels that answer it.</summary>
internal sealed record EvalTarget
{
    /// <summary>Short, for JSON and tables.</summary>
    public required string Name { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The detectors that answer it: names, with <c>*</c> for any run of characters.</summary>
    public required string[] Detectors { get; init; }

    /// <summary>What a record's task and label say to it.</summary>
    public required Func<EvalRecord, Truth> Truth { get; init; }

    /// <summary>The types of marked spans that it looks for; empty where it judges texts only.</summary>
    public IReadOnlyList<string> SpanTypes { get; init; } = [];

    /// <summary>Marked types that it does not look for, but that are no mistake to find.</summary>
    public IReadOnlyList<string> AsideTypes { get; init; } = [];

    /// <summary>Every marked type counts for its figures by token.</summary>
    public bool CountsTokens { get; init; }

    /// <summary>Only obfuscations that keep a value's characters are tried: others make another value of it.</summary>
    public bool FindsValues { get; init; }

    public bool Asks(Detector detector) => Detectors.Any(d => FileSystemName.MatchesSimpleExpression(d, detector.Name, ignoreCase: true));
}
