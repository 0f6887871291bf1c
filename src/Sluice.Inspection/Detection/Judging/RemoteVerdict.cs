namespace Sluice.Inspection.Detection.Judging;

/// <summary>One text that a remote judge is to be asked about.</summary>
/// <param name="Judge">Who.</param>
/// <param name="Direction">Which way the text travels.</param>
/// <param name="Scope">Whose words it is.</param>
/// <param name="Text">The text.</param>
public sealed record RemoteQuestion(RemoteJudge Judge, Direction Direction, ContentScope Scope, string Text)
{
    /// <summary>Never the text.</summary>
    public override string ToString() => $"{Judge.Name}: {Direction} {Scope}";
}

/// <summary>What a remote judge says of one text.</summary>
/// <param name="Failed">It said nothing that could be used, or nothing in time.</param>
/// <param name="Findings">What it found.</param>
public sealed record RemoteVerdict(bool Failed, IReadOnlyList<RemoteFinding> Findings)
{
    public static RemoteVerdict Clean { get; } = new(false, []);

    public static RemoteVerdict Failure { get; } = new(true, []);
}

/// <summary>One finding of a remote judge. Never holds the text.</summary>
/// <param name="Label">Index of the judge's label.</param>
/// <param name="Start">First UTF-16 unit of the text asked about.</param>
/// <param name="Length">Units, or -1 for the whole text.</param>
public readonly record struct RemoteFinding(int Label, int Start = 0, int Length = -1);
