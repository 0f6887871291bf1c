using Sluice.Inspection.Detection.Models;

namespace Sluice.Training.Fitting;

/// <summary>Makes eight-bit weights: of each head and family the largest becomes 127, save for the few that stand out.</summary>
internal static class Quantiser
{
    /// <summary>Share of the weights that may be cut off, so that few large ones do not cost all others their precision.</summary>
    private const double Cut = 0.0002;

    /// <returns>For each bucket the weights of four heads; and for each head its scales, which are the same for all families.</returns>
    public static (sbyte[] Weights, float[][] Scales) Quantise(TrainingPlan plan, FloatModel model)
    {
        var weights = new sbyte[LinearModel.MaxHeads << plan.Bits];
        var scales = new float[plan.Heads.Count][];
        for (var head = 0; head < plan.Heads.Count; head++)
        {
            float[] sizes = [.. model.Weights.Select(w => MathF.Abs(w[head])).Where(w => w > 0).Order()];
            var largest = sizes.Length == 0 ? 1 : sizes[(int)((sizes.Length - 1) * (1 - Cut))];
            var unit = largest / sbyte.MaxValue;
            scales[head] = [.. plan.FamilyLengths.Select(length => length * unit)];
            for (var bucket = 0; bucket < model.Weights.Length; bucket++)
                weights[bucket * LinearModel.MaxHeads + head] = (sbyte)Math.Clamp(MathF.Round(model.Weights[bucket][head] / unit), -sbyte.MaxValue, sbyte.MaxValue);
        }

        return (weights, scales);
    }
}
