namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// What the highest sum of a request says: how rare it is among honest requests. Made of sums that a model gave to honest texts of sources it was not trained on.
/// </summary>
/// <param name="Sums">Rising sums.</param>
/// <param name="Rarity">For each sum, −log10 of the share of honest requests of <see cref="Short"/> units that reach it; rising, linear in between and beyond.</param>
/// <param name="Growth">How much −log10 is lost for every tenfold volume: 1 if every stretch were a chance of its own.</param>
internal sealed record Calibration(float[] Sums, float[] Rarity, float Growth)
{
    /// <summary>Units of the requests that the shares are of; shorter ones count as such.</summary>
    public const int Short = 512;

    /// <summary>1 − the share of honest requests of that volume whose highest sum is as high.</summary>
    /// <param name="sum">The sum of the model.</param>
    /// <param name="volume">Units of the whole request.</param>
    public double Score(float sum, long volume)
    {
        double rarity = RarityOf(sum);
        if (volume > Short)
            rarity -= Growth * Math.Log10((double)volume / Short);
        return rarity <= 0 ? 0 : 1 - Math.Pow(10, -rarity);
    }

    /// <summary>−log10 of the share of short honest requests that reach the sum.</summary>
    public double RarityOf(float sum)
    {
        var last = Sums.Length - 1;
        if (sum <= Sums[0])
            return 0;
        var i = 1;
        while (i < last && sum > Sums[i])
            i++;
        double share = (sum - Sums[i - 1]) / (Sums[i] - Sums[i - 1]);
        return Rarity[i - 1] + share * (Rarity[i] - Rarity[i - 1]);
    }
}
