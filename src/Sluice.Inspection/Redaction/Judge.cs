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
    /// <param name="taken">Its text.</param>
    /// <param name="exchange">Its tally learns of every rule.</param>
    /// <param name="direction">Which way the text travels.</param>
    public static Ruling Rule(ScopePlan plan, int[]? toScope, MatchBuffer found, in MatchSpan span, ReadOnlySpan<char> taken, Exchange exchange, Direction direction)
    {
        // What the gate itself put into this exchange is no finding, whatever else it looks like.
        if (plan.Restores && exchange.Placeholders is { } placeholders && placeholders.TryRestore(taken, out string? value))
        {
            exchange.Tally.Add(direction, PlaceholderRule.Name, Decision.Tokenize);
            return new Ruling(Decision.Tokenize, MaskKeep.None, PlaceholderRule.Name, value);
        }

        int strongest = -1;
        for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
        {
            int rule = toScope is null ? found.Hits[i] : toScope[found.Hits[i]];
            if (plan.Restores && plan.Decisions[rule] == Decision.Tokenize)
                continue; // Looks like a placeholder, and is none of this exchange.
            exchange.Tally.Add(direction, plan.Names[rule], plan.Decisions[rule]);
            if (strongest < 0 || plan.Decisions[rule] > plan.Decisions[strongest])
                strongest = rule;
        }

        if (strongest < 0)
            return default;
        Ruling ruling = new(plan.Decisions[strongest], plan.Keeps[strongest], plan.Names[strongest]);
        if (span.Overflow && ruling.Decision is > Decision.Flag and < Decision.Block)
        {
            // The end of what was found was not reached within its bound: what follows may be more of it, so nothing follows.
            exchange.Tally.Add(direction, ruling.Name, Decision.Block);
            return ruling with { Decision = Decision.Block };
        }

        if (ruling.Decision != Decision.Tokenize)
            return ruling;
        return exchange.Tokenize(ruling.Name, taken) is { } placeholder ? ruling with { Text = placeholder } : ruling with { Decision = Decision.Redact };
    }
}

/// <summary>What becomes of a span.</summary>
/// <param name="Decision">The strongest decision of the rules that matched in it; <see cref="Decision.None"/>: it stays.</param>
/// <param name="Keep">What a mask leaves visible.</param>
/// <param name="Name">The detector that the label names.</param>
/// <param name="Text">What stands in its place, where that is neither a mask nor a label.</param>
internal readonly record struct Ruling(Decision Decision, MaskKeep Keep, string Name, string? Text = null);
