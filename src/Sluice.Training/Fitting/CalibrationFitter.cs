using Sluice.Inspection.Detection.Models;

namespace Sluice.Training.Fitting;

/// <summary>Makes the calibration of a head from sums of honest texts that the model was not trained on.</summary>
internal static class CalibrationFitter
{
    private static readonly double[] Shares = [0.5, 0.3, 0.2, 0.1, 0.07, 0.05, 0.03, 0.02, 0.015, 0.01, 0.007, 0.005, 0.003, 0.002, 0.0015, 0.001];

    /// <summary>What the last point may have against it: a share that fewer than this many texts make is a guess.</summary>
    private const int FewestTexts = 10;

    public static Calibration Fit(HonestSums honest, float growth)
    {
        var sums = new List<float>();
        var rarity = new List<float>();
        foreach (var share in Shares)
        {
            if (share * honest.Count < FewestTexts && sums.Count >= 2)
                break;
            float sum = honest.Reached(share);
            if (sums.Count > 0 && sum <= sums[^1])
                sum = sums[^1] + 1e-3f;
            sums.Add(sum);
            rarity.Add((float)-Math.Log10(share));
        }

        Extend(sums, rarity);
        return new Calibration([.. sums], [.. rarity], growth);
    }

    /// <summary>Beyond the last point the line goes on as it went since one in twenty, which is steadier than its last piece.</summary>
    private static void Extend(List<float> sums, List<float> rarity)
    {
        var from = rarity.FindIndex(r => r >= 1.3f);
        if (from < 0 || from >= sums.Count - 1)
            from = 0;
        var slope = (rarity[^1] - rarity[from]) / (sums[^1] - sums[from]);
        rarity.Add(rarity[^1] + 1);
        sums.Add(sums[^1] + 1 / slope);
    }
}
