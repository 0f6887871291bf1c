using Sluice.Cli.Evaluation.Data;

namespace Sluice.Cli.Evaluation;

/// <summary>All that was measured: what <c>--json</c> writes and the reports show. Shares are numbers from 0 to 1.</summary>
/// <param name="Texts">Records that were judged.</param>
/// <param name="BadLines">Lines that were no records.</param>
/// <param name="Seed">What the chance of samples and obfuscations grew from.</param>
/// <param name="Sources">What was read.</param>
/// <param name="Targets">The questions, those with a detector and a record.</param>
/// <param name="Costs">Time of each group of detectors.</param>
internal sealed record EvalResult(
    long Texts, long BadLines, int Seed, IReadOnlyList<SourceCount> Sources, IReadOnlyList<TargetResult> Targets, IReadOnlyList<GroupCost> Costs);

/// <summary>Records of one source.</summary>
internal sealed record SourceCount(string Source, long Texts);

/// <summary>A share with Wilson's 95 % interval.</summary>
internal sealed record Share(long Hits, long Of, double Value, double Low, double High)
{
    public static Share From(Metrics.Rate rate) => new(rate.Hits, rate.Of, Rounded(rate.Value), Rounded(rate.Low), Rounded(rate.High));

    private static double Rounded(double value) => Math.Round(value, 5);
}

/// <summary>Figures of one question.</summary>
/// <param name="Name">The target.</param>
/// <param name="Question">What was asked.</param>
/// <param name="All">All of its detectors together: the highest score counts.</param>
/// <param name="Members">Each alone, where there are several that found something.</param>
/// <param name="Spans">Spans by source; empty where the target has none.</param>
/// <param name="Obfuscation">By family; empty where nothing was rewritten.</param>
internal sealed record TargetResult(
    string Name, string Question, DetectorFigures All, IReadOnlyList<DetectorFigures> Members, IReadOnlyList<SpanFigures> Spans, IReadOnlyList<FamilyFigures> Obfuscation);

/// <summary>What a detector, or several together, found.</summary>
/// <param name="Detectors">Their names.</param>
/// <param name="OnePercent">The score that 1 % of honest texts reach; above 1 where no score is rare enough.</param>
/// <param name="OneInThousand">The score that 0.1 % reach.</param>
/// <param name="MeanAtOnePercent">Mean recall of the sources at the first.</param>
/// <param name="MeanAtOneInThousand">Mean recall of the sources at the second.</param>
/// <param name="Positives">Recall by source.</param>
/// <param name="Honest">False positives by source.</param>
internal sealed record DetectorFigures(
    IReadOnlyList<string> Detectors, double OnePercent, double OneInThousand, double MeanAtOnePercent, double MeanAtOneInThousand,
    IReadOnlyList<PointFigures> Positives, IReadOnlyList<PointFigures> Honest);

/// <summary>Shares of one source's texts that reach the four operating points.</summary>
/// <param name="Source">The source, or <c>all</c>.</param>
/// <param name="AtOnePercent">The threshold of 1 % of honest texts, counted on the data.</param>
/// <param name="AtOneInThousand">That of 0.1 %.</param>
/// <param name="Flagged">Score 0.99 as shipped.</param>
/// <param name="Acted">Score 0.999 as shipped.</param>
internal sealed record PointFigures(string Source, Share AtOnePercent, Share AtOneInThousand, Share Flagged, Share Acted);

/// <summary>Spans of one source.</summary>
internal sealed record SpanFigures(
    string Source, Share ExactRecall, Share ExactPrecision, double ExactF1, Share OverlapRecall, Share OverlapPrecision, double OverlapF1,
    Share? TokenRecall, Share? TokenPrecision, double? TokenF2, IReadOnlyList<TypeFigures> Types);

/// <summary>Recall of one type of span.</summary>
internal sealed record TypeFigures(string Type, Share Exact, Share Overlap);

/// <summary>What one family of obfuscation does.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Plain">Positives found as they stand, at 0.99.</param>
/// <param name="Hidden">The same texts found when rewritten.</param>
/// <param name="Ratio">The second by the first.</param>
/// <param name="Honest">Honest texts that are flagged when rewritten.</param>
internal sealed record FamilyFigures(string Family, Share Plain, Share Hidden, double Ratio, Share Honest);

/// <summary>Time of one group of detectors.</summary>
internal sealed record GroupCost(string Group, long Texts, long Characters, double MicrosecondsPerText, double NanosecondsPerCharacter);

/// <summary>What came of an evaluation.</summary>
/// <param name="Result">The figures.</param>
/// <param name="BadLines">The first lines that were no records.</param>
internal sealed record EvalOutcome(EvalResult Result, IReadOnlyList<BadLine> BadLines);
