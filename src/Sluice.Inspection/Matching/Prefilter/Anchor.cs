namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// One sequence of sets that stands in every match of a part of a rule: the byte before a place in the match, and the seven from it on.
/// A match that has the place <see cref="MinBack"/> to <see cref="MaxBack"/> units behind its start has only units of <see cref="BackSet"/> between.
/// </summary>
/// <param name="Sets">The byte before the place, the place, and what follows.</param>
/// <param name="MinBack">Fewest units between a match's start and the place.</param>
/// <param name="MaxBack">Most units between a match's start and the place.</param>
/// <param name="BackSet">What may stand between.</param>
/// <param name="RunStart">A match starts only where a run of <paramref name="BackSet"/> does, so that walking back marks one start.</param>
internal sealed record Anchor(ByteSet[] Sets, int MinBack, int MaxBack, ByteSet BackSet, bool RunStart = false)
{
    /// <summary>Bytes that an anchor looks at: one before the place and seven from it on.</summary>
    public const int Width = 8;

    /// <summary>Farthest place from a match's start, unless that is a run's start.</summary>
    public const int MaxReach = 64;

    /// <summary>Units that following an anchor back to a run's start is taken to cost.</summary>
    private const int RunLength = 8;

    public Anchor Merged(Anchor other)
    {
        var sets = new ByteSet[Width];
        for (int i = 0; i < Width; i++) sets[i] = Sets[i] | other.Sets[i];
        return new Anchor(sets, Math.Min(MinBack, other.MinBack), Math.Max(MaxBack, other.MaxBack), BackSet | other.BackSet);
    }

    /// <summary>Chance per unit of ordinary text that the anchor is found, weighed by what following it costs.</summary>
    public double Cost() => ByteFrequencies.OfSequence(Sets) * (1 + (0.3 * (RunStart ? RunLength : MaxBack)));
}
