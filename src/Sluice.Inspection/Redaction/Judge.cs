using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>Decides what becomes of a span: the strongest of what its rules say.</summary>
internal static class Judge
{
    /// <summary>Records the span's rules and returns the strongest ruling.</summary>
    /// <param name="plan">The scope's plan.</param>
    /// <param name="toScope">The numbers that a lane's rules have in the plan, or null where the span comes from the plan's own set.</param>
    /// <param name="found">Where the span comes from.</param>
    /// <param name="span">The span.</param>
    /// <param name="exchange">Its tally learns of every rule.</param>
    /// <param name="direction">Which way the text travels.</param>
    public static Ruling Rule(ScopePlan plan, int[]? toScope, MatchBuffer found, in MatchSpan span, Exchange exchange, Direction direction)
    {
        int strongest = toScope is null ? span.Rule : toScope[span.Rule];
        for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
        {
            int rule = toScope is null ? found.Hits[i] : toScope[found.Hits[i]];
            Decision decision = plan.Decisions[rule];
            exchange.Tally.Add(direction, plan.Names[rule], decision);
            if (decision > plan.Decisions[strongest])
                strongest = rule;
        }

        Ruling ruling = new(plan.Decisions[strongest], plan.Keeps[strongest], plan.Names[strongest]);
        if (!span.Overflow || ruling.Decision <= Decision.Flag || ruling.Decision == Decision.Block)
            return ruling;

        // The end of what was found was not reached within its bound: what follows may be more of it, so nothing follows.
        exchange.Tally.Add(direction, ruling.Name, Decision.Block);
        return ruling with { Decision = Decision.Block };
    }
}

/// <summary>What becomes of a span.</summary>
/// <param name="Decision">The strongest decision of the rules that matched in it.</param>
/// <param name="Keep">What a mask leaves visible.</param>
/// <param name="Name">The detector that the label names.</param>
internal readonly record struct Ruling(Decision Decision, MaskKeep Keep, string Name);
