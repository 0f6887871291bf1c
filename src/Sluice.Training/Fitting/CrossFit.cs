using System.Runtime.Intrinsics;

namespace Sluice.Training.Fitting;

/// <summary>
/// Sums of every row from a model that saw nothing of the row's fold: one training for each fold, and one on everything for rows that are only evaluated on.
/// </summary>
internal static class CrossFit
{
    /// <param name="plan">The plan.</param>
    /// <param name="corpus">Its rows.</param>
    /// <param name="threads">Folds fitted at once.</param>
    /// <returns>For each row the highest sums; and the model that learnt from everything.</returns>
    public static (Vector128<float>[] Sums, FloatModel Whole) Run(TrainingPlan plan, Corpus corpus, int threads)
    {
        int[] folds = [.. corpus.Rows.Where(r => r.Weight > 0).Select(r => r.Fold).Where(f => f >= 0).Distinct().Order(), -1];
        var sums = new Vector128<float>[corpus.Count];
        FloatModel? whole = null;
        Parallel.ForEach(folds, new ParallelOptions { MaxDegreeOfParallelism = threads }, fold =>
        {
            FloatModel model = Fitter.Fit(plan, corpus, row => fold < 0 || row.Fold != fold);
            for (var i = 0; i < corpus.Count; i++)
            {
                TrainingRow row = corpus.Rows[i];
                if ((row.Weight > 0 && row.Fold >= 0 ? row.Fold : -1) == fold)
                    sums[i] = model.Sum(corpus, i, out _);
            }

            if (fold < 0)
                whole = model;
        });
        return (sums, whole!);
    }
}
