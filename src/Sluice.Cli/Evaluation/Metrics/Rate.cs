namespace Sluice.Cli.Evaluation.Metrics;

/// <summary>A share of texts or spans, and how sure it is.</summary>
/// <param name="Hits">How many.</param>
/// <param name="Of">Of how many.</param>
internal readonly record struct Rate(long Hits, long Of)
{
    /// <summary>Standard deviations that hold 95 % of a normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>0 to 1; 0 of nothing is 0.</summary>
    public double Value => Of == 0 ? 0 : (double)Hits / Of;

    /// <summary>Lower end of Wilson's 95 % interval (E. B. Wilson, 1927); 0 where there is nothing.</summary>
    public double Low => Of == 0 ? 0 : Math.Max(0, Centre - Half);

    /// <summary>Upper end; 1 where there is nothing.</summary>
    public double High => Of == 0 ? 1 : Math.Min(1, Centre + Half);

    private double Centre => (Value + (Z * Z / (2 * Of))) / (1 + (Z * Z / Of));

    private double Half => Z / (1 + (Z * Z / Of)) * Math.Sqrt((Value * (1 - Value) / Of) + (Z * Z / (4.0 * Of * Of)));
}
