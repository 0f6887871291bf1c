namespace Sluice.Inspection.Detection.Models;

/// <summary>One question that a model answers.</summary>
/// <param name="Name">What it is called, for example <c>override</c>.</param>
/// <param name="Bias">Added to every sum.</param>
/// <param name="Scales">For each <see cref="FeatureFamily"/>: what a weight of 1 is worth.</param>
/// <param name="Calibration">What a sum means.</param>
internal sealed record ModelHead(string Name, float Bias, float[] Scales, Calibration Calibration);
