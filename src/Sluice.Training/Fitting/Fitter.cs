using System.Runtime.Intrinsics;
using Sluice.Inspection.Detection.Models;

namespace Sluice.Training.Fitting;

/// <summary>
/// Logistic regression by AdaGrad. A long text is as suspicious as its most suspicious window, so that window is what is learnt from: of an attack the part that gives it away,
/// of an honest text the part that looks worst. One thread and a seed: the same rows give the same weights.
/// </summary>
internal static class Fitter
{
    /// <param name="plan">The plan.</param>
    /// <param name="corpus">Its rows.</param>
    /// <param name="uses">Whether a row may be learnt from.</param>
    public static FloatModel Fit(TrainingPlan plan, Corpus corpus, Func<TrainingRow, bool> uses)
    {
        var model = new FloatModel(plan);
        var squares = new Vector128<float>[1 << plan.Bits];
        Vector128<float> biasSquares = Vector128.Create(1f);
        int[] order = [.. Enumerable.Range(0, corpus.Count).Where(i => corpus.Rows[i].Weight > 0 && uses(corpus.Rows[i]))];
        var random = new Random(plan.Fitting.Seed);
        for (var epoch = 0; epoch < plan.Fitting.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var row in order)
            {
                Vector128<float> gradient = Gradient(model.Sum(corpus, row, out Vector128<int> windows), corpus.Rows[row], plan.Heads.Count);
                biasSquares += gradient * gradient;
                model.Bias -= Vector128.Create(plan.Fitting.Step) * gradient / Vector128.Sqrt(biasSquares);
                Step(plan, model, squares, corpus, row, gradient, windows);
            }
        }

        return model;
    }

    /// <summary>How much too high each head's sum is, as logistic loss has it.</summary>
    private static Vector128<float> Gradient(Vector128<float> sums, TrainingRow row, int heads)
    {
        Vector128<float> gradient = default;
        for (var head = 0; head < heads; head++)
        {
            var label = row.Labels[head];
            if (label != 0)
                gradient = gradient.WithElement(head, row.Weight * (1 / (1 + MathF.Exp(-sums[head])) - (label > 0 ? 1 : 0)));
        }

        return gradient;
    }

    /// <summary>Moves the weights of the windows that the sums are of: once for each window, for the heads whose highest it is.</summary>
    private static void Step(
        TrainingPlan plan, FloatModel model, Vector128<float>[] squares, Corpus corpus, int row, Vector128<float> gradient, Vector128<int> windows)
    {
        var done = 0;
        for (var head = 0; head < LinearModel.MaxHeads; head++)
        {
            if ((done >> head & 1) != 0 || gradient[head] == 0)
                continue;
            Vector128<int> same = Vector128.Equals(windows, Vector128.Create(windows[head]));
            done |= (int)same.ExtractMostSignificantBits();
            StepWindow(plan, model, squares, corpus, corpus.Blocks(row), windows[head], Vector128.ConditionalSelect(same.AsSingle(), gradient, default));
        }
    }

    private static void StepWindow(
        TrainingPlan plan, FloatModel model, Vector128<float>[] squares, Corpus corpus, ReadOnlySpan<CorpusBlock> blocks, int window, Vector128<float> gradient)
    {
        CorpusBlock first = blocks[window / 2];
        CorpusBlock second = (window & 1) != 0 ? blocks[window / 2 + 1] : default;
        for (var family = 0; family < LinearModel.Families; family++)
        {
            var value = model.Value(family, first.Count(family) + second.Count(family));
            if (value == 0)
                continue;
            StepBuckets(plan.Fitting, model.Weights, squares, corpus.Buckets(first, family), gradient * value);
            if ((window & 1) != 0)
                StepBuckets(plan.Fitting, model.Weights, squares, corpus.Buckets(second, family), gradient * value);
        }
    }

    private static void StepBuckets(FittingOptions options, Vector128<float>[] weights, Vector128<float>[] squares, ReadOnlySpan<uint> buckets, Vector128<float> gradient)
    {
        Vector128<float> step = Vector128.Create(options.Step);
        Vector128<float> mask = ~Vector128.Equals(gradient, default);
        Vector128<float> small = Vector128.Create(options.Caution);
        foreach (uint bucket in buckets)
        {
            ref Vector128<float> weight = ref weights[bucket];
            ref Vector128<float> square = ref squares[bucket];
            Vector128<float> pulled = (gradient + weight * options.Pull) & mask;
            square += pulled * pulled;
            weight -= step * pulled / Vector128.Sqrt(square + small);
        }
    }
}
