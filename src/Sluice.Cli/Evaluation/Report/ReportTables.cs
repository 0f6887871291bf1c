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
        .. result.Targets.Where(Judges).Select(Recall),
        .. result.Targets.Where(t => Judges(t) && t.Members.Count > 1).Select(Members),
        .. result.Targets.Where(t => Judges(t) && t.All.Honest.Count > 0).Select(Honest),
        .. Patterns(result),
        .. Spans(result),
        .. Types(result),
        .. Obfuscation(result),
        Cost(result),
    ];

    /// <summary>Its texts have a label; those of the others have marked spans, and their detectors one operating point.</summary>
    private static bool Judges(TargetResult target) => target.Spans.Count == 0;

    private static IEnumerable<ReportTable> Unseen(UnseenResult unseen)
    {
        IReadOnlyList<string>[] folds = unseen.Folds.GroupBy(f => f.Head, StringComparer.Ordinal).SelectMany(head => head
            .Select(f => (IReadOnlyList<string>)[f.Source, f.Head, $"{f.Positives}", Ratio(f.AtOnePercent, f.Positives), Ratio(f.AtOneInThousand, f.Positives)])
            .Append(["**mean of the sources**", head.Key, "", Mean(head, f => f.AtOnePercent), Mean(head, f => f.AtOneInThousand)])).ToArray();
        yield return new ReportTable(
            "Attacks of sources that training has not seen", $"Each source was left out of training and is measured by the model made without it (seed {unseen.Seed}).",
            ["left-out source", "question", "texts", "recall at 1 %", "recall at 0.1 %"], folds);
        yield return new ReportTable(
            "Honest sources under the same models", "", ["source", "texts", "stopped at 1 %", "stopped at 0.1 %"],
            unseen.Benign.Select(b => (IReadOnlyList<string>)[b.Source, $"{b.Texts}", Ratio(b.AtOnePercent, b.Texts), Ratio(b.AtOneInThousand, b.Texts)]).ToArray());
    }

    private static string Mean(IEnumerable<UnseenFold> folds, Func<UnseenFold, long> hits) =>
        Percent(folds.Select(f => (double)hits(f) / Math.Max(1, f.Positives)).DefaultIfEmpty(0).Average());

    private static ReportTable Overview(EvalResult result) => new(
        "Targets", "Recall is the mean of the sources; false positives are those of all honest texts together.",
        ["target", "detectors", "recall at 1 %", "at 0.1 %", "recall ≥ 0.99", "≥ 0.999", "false positives ≥ 0.99", "≥ 0.999"],
        result.Targets.Select(t =>
        {
            PointFigures? honest = t.All.Honest.Count == 0 ? null : t.All.Honest[^1];
            return (IReadOnlyList<string>)
            [
                t.Name, Names(t.All.Detectors), At(t.All.OnePercent, t.All.MeanAtOnePercent), At(t.All.OneInThousand, t.All.MeanAtOneInThousand),
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
                m.Detectors[0], At(m.OnePercent, m.MeanAtOnePercent), At(m.OneInThousand, m.MeanAtOneInThousand), Percent(m.Positives.Average(p => p.Flagged.Value)), Small(honest?.Flagged), Small(honest?.Acted),
            ];
        }).ToArray());

    private static ReportTable Honest(TargetResult target) => new(
        $"{target.Name}: false positives by source", "", ["source", "texts", .. PointHeads],
        target.All.Honest.Select(p => (IReadOnlyList<string>)[p.Source, $"{p.Flagged.Of}", .. Points(p)]).ToArray());

    /// <summary>Honest sources by the targets that find spans: one figure each.</summary>
    private static IEnumerable<ReportTable> Patterns(EvalResult result)
    {
        TargetResult[] targets = result.Targets.Where(t => !Judges(t) && t.All.Honest.Count > 0).ToArray();
        if (targets.Length == 0)
            yield break;
        yield return new ReportTable(
            "Texts in which something was found that is not marked", "Honest prompts are not marked: what is found in them may be right.", ["source", "texts", .. targets.Select(t => t.Name)],
            targets.SelectMany(t => t.All.Honest.Select(h => h.Source)).Distinct(StringComparer.Ordinal).OrderBy(s => s is "all").ThenBy(s => s, StringComparer.Ordinal)
                .Select(s => (IReadOnlyList<string>)[s, Texts(s), .. targets.Select(t => Small(t.All.Honest.FirstOrDefault(h => string.Equals(h.Source, s, StringComparison.Ordinal))?.Flagged))]).ToArray());

        string Texts(string source) => $"{targets.SelectMany(t => t.All.Honest).Where(h => string.Equals(h.Source, source, StringComparison.Ordinal)).Max(h => h.Flagged.Of)}";
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

    /// <summary>Families by targets; parts of a target are not told again.</summary>
    private static IEnumerable<ReportTable> Obfuscation(EvalResult result)
    {
        TargetResult[] targets = result.Targets.Where(t => t.Obfuscation.Count > 0 && t.Obfuscation[0].Plain.Hits > 0).ToArray();
        if (targets.Length == 0)
            yield break;
        string[] families = targets.SelectMany(t => t.Obfuscation.Select(f => f.Family)).Distinct(StringComparer.Ordinal).ToArray();
        yield return new ReportTable(
            "Obfuscated ÷ plain recall",
            "At 0.99, and in brackets the honest texts that are flagged when rewritten alike. Texts: "
                + string.Join(", ", targets.Select(t => $"{t.Name} {t.Obfuscation[0].Plain.Hits} found of {t.Obfuscation[0].Plain.Of}")) + ".",
            ["family", .. targets.Select(t => t.Name)],
            families.Select(f => (IReadOnlyList<string>)[f, .. targets.Select(t => Cell(t.Obfuscation.FirstOrDefault(o => string.Equals(o.Family, f, StringComparison.Ordinal))))]).ToArray());

        static string Cell(FamilyFigures? figures) => figures is null ? "-" : $"{figures.Ratio:0.00} ({Small(figures.Honest)})";
    }

    private static ReportTable Cost(EvalResult result) => new(
        "Cost", "One thread, this machine.", ["group", "texts", "µs per text", "ns per character"],
        result.Costs.Select(c => (IReadOnlyList<string>)[c.Group, $"{c.Texts}", $"{c.MicrosecondsPerText:0.00}", $"{c.NanosecondsPerCharacter:0.00}"]).ToArray());

    /// <summary>A recall, where there is a score that is rare enough.</summary>
    private static string At(double threshold, double recall) => threshold > 1 ? "-" : Percent(recall);

    private static string[] Points(PointFigures p) => [Interval(p.AtOnePercent), Interval(p.AtOneInThousand), Interval(p.Flagged), Interval(p.Acted)];

    /// <summary>The names, or how many of which category where there are many.</summary>
    private static string Names(IReadOnlyList<string> detectors) =>
        detectors.Count <= 4 ? string.Join(", ", detectors) : string.Join(", ", detectors.GroupBy(d => d.Split('/')[0], StringComparer.Ordinal).Select(g => $"{g.Count()} of {g.Key}"));
}
