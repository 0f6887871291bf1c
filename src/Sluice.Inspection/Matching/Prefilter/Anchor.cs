namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// One sequence of sets that stands in every match of a part of a rule: the byte before a place in the match, and the seven from it on.
/// A match that has the place <see cref="MinBack"/> to <see cref="MaxBack"/> units behind its start has only units of <see cref="BackSet"/> between.
/// </summary>
internal sealed record Anchor(ByteSet[] Sets, int MinBack, int MaxBack, ByteSet BackSet)
{
    /// <summary>Bytes that an anchor looks at: one before the place and seven from it on.</summary>
    public const int Width = 8;

    /// <summary>Farthest place from a match's start.</summary>
    public const int MaxReach = 64;

    /// <summary>The anchor is at the match's very start.</summary>
    public bool AtStart => MaxBack == 0;

    public Anchor Merged(Anchor other)
    {
        var sets = new ByteSet[Width];
        for (int i = 0; i < Width; i++) sets[i] = Sets[i] | other.Sets[i];
        return new Anchor(sets, Math.Min(MinBack, other.MinBack), Math.Max(MaxBack, other.MaxBack), BackSet | other.BackSet);
    }

    /// <summary>Chance per unit of ordinary text that the anchor is found, weighed by what following it costs.</summary>
    public double Cost(bool nibbles)
    {
        double chance = 1;
        foreach (var set in Sets)
        {
            if (set != ByteSet.All) chance *= ByteFrequencies.Of(nibbles ? set.NibbleHull() : set);
        }

        return chance * (1 + (0.3 * MaxBack));
    }
}
