using static Sluice.Cli.Evaluation.Report.Figures;

namespace Sluice.Cli.Evaluation.Report;

/// <summary>What was measured, as tables.</summary>
internal static class ReportTables
{
    private static readonly string[] PointHeads = ["at 1 %", "at 0.1 %", "score ≥ 0.99", "score ≥ 0.999"];

    public static IReadOnlyList<ReportTable> Of(EvalResult result, UnseenResult? unseen) =>
    [
        .. unseen is null ? [] : Unseen(unseen),
        Overview(result),
        .. result.Targets.Select(Recall),
        .. result.Targets.Where(t => t.Members.Count > 1).Select(Members),
        .. Honest(result),
        .. Spans(result),
        .. Types(result),
        .. Obfuscation(result),
        Cost(result),
    ];

    private static IEnumerable<ReportTable> Unseen(UnseenResult unseen)
    {
        IReadOnlyList<string>[] folds = unseen.Folds
            .Select(f => (IReadOnlyList<string>)[f.Source, f.Head, $"{f.Positives}", Ratio(f.AtOnePercent, f.Positives), Ratio(f.AtOneInThousand, f.Positives)])
            .Append(["**mean of the sources**", "", "", Mean(unseen.Folds, f => f.AtOnePercent), Mean(unseen.Folds, f => f.AtOneInThousand)])
            .ToArray();
        yield return new ReportTable(
            "Attacks of sources that training has not seen", $"Each source was left out of training and is measured by the model made without it (seed {unseen.Seed}).",
            ["left-out source", "head", "texts", "recall at 1 %", "recall at 0.1 %"], folds);
        yield return new ReportTable(
            "Honest sources under the same models", "", ["source", "texts", "stopped at 1 %", "stopped at 0.1 %"],
            unseen.Benign.Select(b => (IReadOnlyList<string>)[b.Source, $"{b.Texts}", Ratio(b.AtOnePercent, b.Texts), Ratio(b.AtOneInThousand, b.Texts)]).ToArray());
    }

    private static string Mean(IReadOnlyList<UnseenFold> folds, Func<UnseenFold, long> hits) =>
        Percent(folds.Select(f => (double)hits(f) / Math.Max(1, f.Positives)).DefaultIfEmpty(0).Average());

    private static ReportTable Overview(EvalResult result) => new(
        "Targets", "Recall is the mean of the sources; false positives are those of all honest texts together.",
        ["target", "detectors", "recall at 1 %", "at 0.1 %", "recall ≥ 0.99", "≥ 0.999", "false positives ≥ 0.99", "≥ 0.999"],
        result.Targets.Select(t =>
        {
            PointFigures? honest = t.All.Honest.Count == 0 ? null : t.All.Honest[^1];
            return (IReadOnlyList<string>)
            [
                t.Name, Names(t.All.Detectors), Percent(t.All.MeanAtOnePercent), Percent(t.All.MeanAtOneInThousand),
                Percent(t.All.Positives.Average(p => p.Flagged.Value)), Percent(t.All.Positives.Average(p => p.Acted.Value)), Small(honest?.Flagged), Small(honest?.Acted),
            ];
        }).ToArray());

    private static ReportTable Recall(TargetResult target) => new(
        $"{target.Name}: recall by source", target.Question, ["source", "texts", .. PointHeads],
        target.All.Positives.Select(p => (IReadOnlyList<string>)[p.Source, $"{p.Flagged.Of}", .. Points(p)]).ToArray());

    private static ReportTable Members(TargetResult target) => new(
        $"{target.Name}: each detector alone", "Recall is over all positives of the target, whichever of them a detector is for; the threshold is its own.",
        ["detector", "mean at 1 %", "mean at 0.1 %", "score ≥ 0.99", "false positives ≥ 0.99", "≥ 0.999"],
        target.Members.Select(m =>
        {
            PointFigures? honest = m.Honest.Count == 0 ? null : m.Honest[^1];
            return (IReadOnlyList<string>)
            [
                m.Detectors[0], Percent(m.MeanAtOnePercent), Percent(m.MeanAtOneInThousand), Percent(m.Positives.Average(p => p.Flagged.Value)), Small(honest?.Flagged), Small(honest?.Acted),
            ];
        }).ToArray());

    /// <summary>One table for each set of honest sources: targets that share them share it.</summary>
    private static IEnumerable<ReportTable> Honest(EvalResult result)
    {
        foreach (TargetResult target in result.Targets.Where(t => t.All.Honest.Count > 0))
        {
            yield return new ReportTable(
                $"{target.Name}: false positives by source", "", ["source", "texts", .. PointHeads],
                target.All.Honest.Select(p => (IReadOnlyList<string>)[p.Source, $"{p.Flagged.Of}", .. Points(p)]).ToArray());
        }
    }

    private static IEnumerable<ReportTable> Spans(EvalResult result)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (TargetResult target in result.Targets)
        {
            foreach (SpanFigures s in target.Spans)
            {
                rows.Add(
                [
                    $"{target.Name} · {s.Source}", Interval(s.ExactRecall), Interval(s.ExactPrecision), Decimal(s.ExactF1), Percent(s.OverlapRecall.Value), Percent(s.OverlapPrecision.Value),
                    Decimal(s.OverlapF1), s.TokenF2 is { } f2 ? $"{Decimal(f2)} (P {Percent(s.TokenPrecision!.Value)}, R {Percent(s.TokenRecall!.Value)})" : "-",
                ]);
            }
        }

        if (rows.Count > 0)
            yield return new ReportTable("Spans", "", ["target · source", "exact recall", "exact precision", "F1", "overlap recall", "precision", "F1", "token F2"], rows);
    }

    private static IEnumerable<ReportTable> Types(EvalResult result)
    {
        List<IReadOnlyList<string>> rows = [];
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (TargetResult target in result.Targets)
        {
            foreach (SpanFigures spans in target.Spans)
            {
                foreach (TypeFigures t in spans.Types)
                {
                    if (told.Add($"{spans.Source} {t.Type} {target.Name.Split('-')[0]}"))
                        rows.Add([$"{spans.Source} · {t.Type}", $"{t.Exact.Of}", Interval(t.Exact), Interval(t.Overlap)]);
                }
            }
        }

        if (rows.Count > 0)
            yield return new ReportTable("Recall by type of span", "", ["source · type", "marked", "exact", "overlap"], rows);
    }

    private static IEnumerable<ReportTable> Obfuscation(EvalResult result)
    {
        foreach (TargetResult target in result.Targets.Where(t => t.Obfuscation.Count > 0 && t.Obfuscation[0].Plain.Hits > 0))
        {
            yield return new ReportTable(
                $"{target.Name}: recall when obfuscated", $"Of {target.Obfuscation[0].Plain.Of} positives {target.Obfuscation[0].Plain.Hits} are found as they stand, at 0.99.",
                ["family", "found", "ratio", "honest texts flagged"],
                target.Obfuscation.Select(f => (IReadOnlyList<string>)[f.Family, Interval(f.Hidden), Decimal(f.Ratio), Small(f.Honest)]).ToArray());
        }
    }

    private static ReportTable Cost(EvalResult result) => new(
        "Cost", "One thread, this machine.", ["group", "texts", "µs per text", "ns per character"],
        result.Costs.Select(c => (IReadOnlyList<string>)[c.Group, $"{c.Texts}", $"{c.MicrosecondsPerText:0.00}", $"{c.NanosecondsPerCharacter:0.00}"]).ToArray());

    private static string[] Points(PointFigures p) => [Interval(p.AtOnePercent), Interval(p.AtOneInThousand), Interval(p.Flagged), Interval(p.Acted)];

    /// <summary>The names, or how many of which category where there are many.</summary>
    private static string Names(IReadOnlyList<string> detectors) =>
        detectors.Count <= 4 ? string.Join(", ", detectors) : string.Join(", ", detectors.GroupBy(d => d.Split('/')[0], StringComparer.Ordinal).Select(g => $"{g.Count()} of {g.Key}"));
}
