using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;
using Sluice.Inspection.Detection.Models;
using Sluice.Training.Fitting;

namespace Sluice.Training.Evaluation;

/// <summary>
/// Evaluates a plan on sources that were left out: neither did the model learn from them, nor did they help to choose the sum that counts as found. For honest sources that
/// means that the threshold is chosen without them; sources that may not be trained on choose nothing at all.
/// The last two columns are what a policy gets that asks for a score: there the text's volume counts, too, and each head has its own rate.
/// </summary>
internal sealed class LeaveOneOut(TrainingPlan plan, Corpus corpus, Vector128<float>[] sums, IReadOnlyList<ModelHead> heads)
{
    private const int LongRequests = 4000;

    private static readonly double[] Shares = [0.01, 0.001];

    private static readonly double[] Scores = [0.99, 0.999];

    private readonly UnseenFigures _figures = new();

    /// <summary>Writes the report as markdown, to the plan's report and to <paramref name="log"/>.</summary>
    public void Write(string root, TextWriter log)
    {
        var report = new StringBuilder();
        foreach (var question in plan.Questions)
            Report(question, report);
        if (plan.LongSources.Count > 0)
            ReportLong(report);
        log.Write(report);
        if (plan.Report is { } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), $"# {plan.Name}: sources left out\n\n`make eval DATA=folder` writes this page.\n" + report);
            File.WriteAllText(Path.Combine(root, Path.ChangeExtension(path, ".json")), _figures.ToJson(plan.Fitting.Seed));
        }
    }

    private void Report(EvaluatedQuestion question, StringBuilder report)
    {
        Judged[] rows = [.. Enumerable.Range(0, corpus.Count).Select(i => Judge(question, i)).Where(j => j.Label != 0)];
        report.Append(CultureInfo.InvariantCulture, $"\n## {question.Name}\n\n| source | rows | at 1 % | at 0.1 % | score 0.99 | score 0.999 |\n|---|---|---|---|---|---|\n");
        foreach (var label in (int[])[1, -1])
        {
            double[] mean = [0, 0, 0, 0];
            var pooled = 0;
            foreach (var source in rows.Where(r => r.Label == label).GroupBy(r => r.Source, StringComparer.Ordinal))
            {
                double[] rates = [.. Shares.Select(share => Rate(source, Threshold(rows, share, source.Key))), .. Scores.Select(score => source.Average(r => r.Score >= score ? 1.0 : 0))];
                string what = label > 0 ? "recall" : "false alarms";
                report.Append(CultureInfo.InvariantCulture, $"| {source.Key}, {what} | {source.Count()} | {rates[0]:P1} | {rates[1]:P1} | {rates[2]:P1} | {rates[3]:P1} |\n");
                if (source.Key.StartsWith("own_", StringComparison.Ordinal))
                    continue;
                _figures.Add(question.Name, source.Key, label > 0, source.Count(), rates[0], rates[1]);
                pooled++;
                mean = [.. mean.Zip(rates, (sum, rate) => sum + rate)];
            }

            if (pooled > 0)
                report.Append(CultureInfo.InvariantCulture, $"| **mean of the pool's sources** | {pooled} | **{mean[0] / pooled:P1}** | **{mean[1] / pooled:P1}** | **{mean[2] / pooled:P1}** | **{mean[3] / pooled:P1}** |\n");
        }
    }

    /// <summary>
    /// Long honest requests, put together of texts that no model had seen: what share reaches a score, given the request's volume. A request is as suspicious as its worst text.
    /// </summary>
    private void ReportLong(StringBuilder report)
    {
        int[] rows = [.. Enumerable.Range(0, corpus.Count).Where(i => plan.LongSources.Contains(corpus.Rows[i].Source, StringComparer.Ordinal))];
        var random = new Random(plan.Fitting.Seed);
        report.Append("\n## Long honest requests\n\nRequests of coding agents, put together of code, prompts to write code, logs, guides and documents that the models had not seen: share that reaches a score.\n");
        report.Append(CultureInfo.InvariantCulture, $"\n| head | characters | 0.99 | 0.999 |\n|---|---|---|---|\n");
        for (var head = 0; head < plan.Heads.Count; head++)
        {
            foreach (var volume in (int[])[2_000, 8_000, 32_000, 128_000])
            {
                double[] scores = [.. Enumerable.Range(0, LongRequests).Select(_ => LongScore(rows, head, volume, random))];
                report.Append(CultureInfo.InvariantCulture, $"| {plan.Heads[head]} | {volume} | {scores.Average(s => s >= 0.99 ? 1.0 : 0):P2} | {scores.Average(s => s >= 0.999 ? 1.0 : 0):P2} |\n");
            }
        }
    }

    private double LongScore(int[] rows, int head, int volume, Random random)
    {
        var worst = float.NegativeInfinity;
        long units = 0;
        while (units < volume)
        {
            var row = rows[random.Next(rows.Length)];
            worst = Math.Max(worst, sums[row][head]);
            units += corpus.Rows[row].Text.Length;
        }

        return heads[head].Calibration.Score(worst, units);
    }

    /// <summary>A row is as rare as its rarest head says; it is an attack for the question if it is one for any of the heads.</summary>
    private Judged Judge(EvaluatedQuestion question, int row)
    {
        TrainingRow of = corpus.Rows[row];
        double rarity = 0;
        double score = 0;
        var label = 0;
        foreach (var head in question.Heads)
        {
            rarity = Math.Max(rarity, heads[head].Calibration.RarityOf(sums[row][head]));
            score = Math.Max(score, heads[head].Calibration.Score(sums[row][head], of.Text.Length));
            if (of.Labels[head] > 0 || label == 0)
                label = of.Labels[head];
        }

        var isHere = question.Channels.Length == 0 || question.Channels.Contains(of.Channel, StringComparer.Ordinal);
        return new Judged(of.Source, isHere ? label : 0, rarity, score, of.Weight > 0);
    }

    private static double Threshold(Judged[] rows, double share, string without) =>
        new HonestSums(rows.Where(r => r.Label < 0 && r.Chooses && !string.Equals(r.Source, without, StringComparison.Ordinal)).Select(r => (r.Source, (float)r.Rarity))).Reached(share);

    private static double Rate(IEnumerable<Judged> rows, double threshold) => rows.Average(r => r.Rarity >= threshold ? 1.0 : 0.0);

    private readonly record struct Judged(string Source, int Label, double Rarity, double Score, bool Chooses);
}

/// <summary>What an evaluation asks of one or more heads together.</summary>
/// <param name="Name">Title in the report.</param>
/// <param name="Heads">Indexes of the heads; the one that finds a text rarest counts.</param>
/// <param name="Channels">Only rows of these channels; none for all.</param>
internal sealed record EvaluatedQuestion(string Name, int[] Heads, params string[] Channels);
