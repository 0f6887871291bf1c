using System.Globalization;
using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Evaluation.Report;

/// <summary>Spells figures.</summary>
internal static class Figures
{
    /// <summary>One digit behind the point.</summary>
    public static string Percent(double value) => (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Two digits: false positives are small.</summary>
    public static string Small(Share? share) => share is null ? "-" : (share.Value * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    public static string Decimal(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A share and its interval in per cent, as <c>97.3 (96.1–98.2)</c>.</summary>
    public static string Interval(Share share) =>
        share.Of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{share.Value * 100:0.0} ({share.Low * 100:0.0}–{share.High * 100:0.0})");

    public static string Ratio(long hits, long of) => Interval(Share.From(new Rate(hits, of)));
}
