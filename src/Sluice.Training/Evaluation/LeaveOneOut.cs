using System.Runtime.Intrinsics;
using Sluice.Training.Fitting;

namespace Sluice.Training.Evaluation;

/// <summary>
/// Evaluates a plan on sources that were left out: neither did the model learn from them, nor did they help to choose the sum that counts as found.
/// </summary>
internal sealed class LeaveOneOut(TrainingPlan plan, Trainer trainer, int threads)
{
    private static readonly double[] Shares = [0.01, 0.001];

    public void Write(string root, TextWriter log)
    {
        var corpus = new Corpus(plan, trainer.Rows());
        var (sums, _) = CrossFit.Run(plan, corpus, threads);
        for (var head = 0; head < plan.Heads.Count; head++)
            Report(corpus, sums, head, log);
    }

    private void Report(Corpus corpus, Vector128<float>[] sums, int head, TextWriter log)
    {
        ILookup<string, float> attacks = Of(corpus, sums, head, 1);
        ILookup<string, float> honest = Of(corpus, sums, head, -1);
        log.WriteLine($"## {plan.Heads[head]}");
        double[] total = [0, 0];
        foreach (var source in attacks)
        {
            double[] recall = [.. Shares.Select(share => Reached(source, Threshold(corpus, sums, head, share, source.Key)))];
            log.WriteLine($"{source.Key,-34} {source.Count(),6}  recall {recall[0]:P1} {recall[1]:P1}");
            total[0] += recall[0] / attacks.Count;
            total[1] += recall[1] / attacks.Count;
        }

        log.WriteLine($"{"mean",-34} {attacks.Count,6}  recall {total[0]:P1} {total[1]:P1}");
        foreach (var source in honest)
        {
            double[] rate = [.. Shares.Select(share => Reached(source, Threshold(corpus, sums, head, share, source.Key)))];
            log.WriteLine($"{source.Key,-34} {source.Count(),6}  false  {rate[0]:P2} {rate[1]:P2}");
        }
    }

    private static float Threshold(Corpus corpus, Vector128<float>[] sums, int head, double share, string without) =>
        new HonestSums(Enumerable.Range(0, corpus.Count)
            .Where(i => corpus.Rows[i].Weight > 0 && corpus.Rows[i].Labels[head] < 0 && corpus.Rows[i].Source != without)
            .Select(i => (corpus.Rows[i].Source, sums[i][head]))).Reached(share);

    private static double Reached(IEnumerable<float> sums, float threshold) => sums.Average(s => s >= threshold ? 1.0 : 0.0);

    private static ILookup<string, float> Of(Corpus corpus, Vector128<float>[] sums, int head, int label) =>
        Enumerable.Range(0, corpus.Count).Where(i => corpus.Rows[i].Labels[head] == label).ToLookup(i => corpus.Rows[i].Source, i => sums[i][head]);
}
