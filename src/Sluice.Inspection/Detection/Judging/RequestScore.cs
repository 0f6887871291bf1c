namespace Sluice.Inspection.Detection.Judging;

/// <summary>Makes a score of a rate: how a frame or a weight that honest texts have now and then counts in a request of a given length.</summary>
internal static class RequestScore
{
    /// <summary>UTF-16 units of text that rates are given for.</summary>
    public const int Unit = 4_096;

    /// <summary>1 − the rate of honest requests of this length that have such a finding; at least 0.5. A request of ten times the length has ten times the chances.</summary>
    /// <param name="rate">The rate per <see cref="Unit"/>; 0 to 1.</param>
    /// <param name="volume">Units of the request: <see cref="JudgedText.Volume"/>.</param>
    public static double Of(double rate, long volume) => 1 - Math.Min(0.5, rate * Math.Max(1, volume / (double)Unit));
}
