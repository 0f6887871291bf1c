using System.Runtime.Intrinsics;
using Sluice.Inspection.Detection.Models;
using Sluice.Training.Evaluation;
using Sluice.Training.Fitting;
using Sluice.Training.Pool;

namespace Sluice.Training;

/// <summary>Trains a plan's model, calibrates it on what it did not see, and writes it with its provenance.</summary>
internal sealed class Trainer(TrainingPlan plan, PoolReader pool, int threads)
{
    /// <summary>The rows of the plan: of the allowed sources, then its own.</summary>
    public IEnumerable<TrainingRow> Rows()
    {
        foreach (var source in plan.Sources)
        {
            TrainingRow[] rows = [.. pool.Read(source.File).Where(r => string.Equals(r.Source, source.Source, StringComparison.Ordinal)).Select(r => Row(source, r)).OfType<TrainingRow>()];
            if (source.Most > 0)
                new Random(plan.Fitting.Seed).Shuffle(rows);
            foreach (var row in rows.Take(source.Most > 0 ? source.Most : rows.Length))
                yield return row;
        }

        foreach (var row in plan.OwnRows())
            yield return row;
    }

    private static TrainingRow? Row(TrainingSource source, PoolRow row) => source.Label(row) is { } labels
        ? new TrainingRow(row.Text, source.Source, source.Fold, labels, source.Trains ? source.Weight : 0, row.Channel)
        : null;

    /// <summary>Writes the model and its provenance below <paramref name="root"/>.</summary>
    public void Train(string root, TextWriter log)
    {
        TrainingRow[] rows = [.. Rows()];
        var corpus = new Corpus(plan, rows);
        log.WriteLine($"{plan.Name}: {corpus.Count} rows");
        var (sums, whole) = CrossFit.Run(plan, corpus, threads);
        ModelHead[] heads = Heads(corpus, sums, whole);
        var (weights, scales) = Quantiser.Quantise(plan, whole);
        heads = [.. heads.Select((h, i) => h with { Scales = scales[i] })];
        string path = Path.Combine(root, plan.Output);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (FileStream file = File.Create(path))
            ModelFile.Write(file, plan.Bits, weights, heads);
        Provenance.Write(path, plan, pool, rows);
        new LeaveOneOut(plan, corpus, sums, heads).Write(root, log);
        log.WriteLine($"{plan.Output}: {new FileInfo(path).Length} bytes");
    }

    /// <summary>Evaluates on what was left out, and trains nothing that stays.</summary>
    public void Evaluate(string root, TextWriter log)
    {
        var corpus = new Corpus(plan, Rows());
        var (sums, whole) = CrossFit.Run(plan, corpus, threads);
        new LeaveOneOut(plan, corpus, sums, Heads(corpus, sums, whole)).Write(root, log);
    }

    private ModelHead[] Heads(Corpus corpus, Vector128<float>[] sums, FloatModel whole) =>
        [.. Enumerable.Range(0, plan.Heads.Count).Select(h => Head(corpus, sums, whole, h))];

    private ModelHead Head(Corpus corpus, Vector128<float>[] sums, FloatModel whole, int head)
    {
        var honest = new HonestSums(Enumerable.Range(0, corpus.Count)
            .Where(i => corpus.Rows[i].Weight > 0 && corpus.Rows[i].Labels[head] < 0)
            .Select(i => (corpus.Rows[i].Source, sums[i][head])));
        return new ModelHead(plan.Heads[head], whole.Bias[head], [], CalibrationFitter.Fit(honest, plan.Growth));
    }
}
