using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>
/// What a policy does with the texts of one scope in one direction. Rules are numbered by their place in <see cref="Set"/>; a stream's lanes use two smaller
/// sets, so that only what acts can hold text back.
/// </summary>
internal sealed class ScopePlan
{
    private static uint s_plans;

    public required PatternSet Set { get; init; }

    /// <summary>What a match of each rule means here.</summary>
    public required RuleRole[] Roles { get; init; }

    /// <summary>What follows from a match of each rule; under <see cref="PolicyMode.Monitor"/> what would follow.</summary>
    public required Decision[] Decisions { get; init; }

    public required MaskKeep[] Keeps { get; init; }

    /// <summary>The name that each rule goes by in labels, logs and metrics: its detector's.</summary>
    public required string[] Names { get; init; }

    /// <summary>Placeholders are looked for, to be restored: what their rule finds is decided <see cref="Decision.Tokenize"/>, and by nothing else here.</summary>
    public required bool Restores { get; init; }

    /// <summary>What becomes of files.</summary>
    public required MediaRules Media { get; init; }

    /// <summary>
    /// The classifiers that run here, or null where none does. Their rules are numbered behind those of <see cref="Set"/>: <see cref="Decisions"/>, <see cref="Keeps"/> and
    /// <see cref="Names"/> know them, <see cref="Roles"/> does not.
    /// </summary>
    public required JudgePlan? Judging { get; init; }

    /// <summary>The rules that act, or null when none does: nothing is ever held then.</summary>
    public required LanePlan? Acting { get; init; }

    /// <summary>The rules that only flag, or null when none does.</summary>
    public required LanePlan? Observing { get; init; }

    /// <summary>Tells plans apart, those of policies that were in force before included.</summary>
    public uint Number { get; } = Interlocked.Increment(ref s_plans);

    /// <summary>Whether the same text of a request always has the same findings here, whatever stands beside it.</summary>
    public bool IsRepeatable => Judging is null or { IsRepeatable: true };

    /// <summary>Whether a span looks like a placeholder and like nothing else.</summary>
    public bool OnlyRestores(MatchBuffer found, in MatchSpan span)
    {
        for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
        {
            if (!Restores || Decisions[found.Hits[i]] != Decision.Tokenize)
                return false;
        }

        return true;
    }

    public bool IsEmpty => Acting is null && Observing is null && Judging is null && Media.IsEmpty;
}

/// <summary>A set for one stream lane.</summary>
/// <param name="Set">The rules of one kind, and the exemptions.</param>
/// <param name="Roles">What a match of each of them means.</param>
/// <param name="ToScope">The number that each of them has in the scope's plan; behind them those of its classifiers' rules.</param>
internal sealed record LanePlan(PatternSet Set, RuleRole[] Roles, int[] ToScope);

/// <summary>What <see cref="Decision.Mask"/> leaves visible.</summary>
internal enum MaskKeep : byte
{
    None,

    /// <summary>The last four characters.</summary>
    Last4,

    /// <summary>The part of a mail address from its <c>@</c> on.</summary>
    Domain,
}
