namespace Sluice.Inspection.Detection.Topics;

/// <summary>
/// How seldom an ordinary sentence is as near to a topic: one in a hundred is as near as the nearest of the built-in background, without the subjects nearest to the topic, as those may be the
/// topic itself, and never less than what is usual; every step beyond makes it tenfold rarer. The constants were set on prompts of other sources (docs/detection/agents.md).
/// </summary>
internal sealed class TopicScale
{
    /// <summary>Subjects that are left out.</summary>
    private const int Left = 2;

    private const double Counted = 0.99;
    private const double LeastNear = 0.18;
    private const double MostNear = 0.35;
    private const double Tenfold = 0.12;

    private readonly double _oneInHundred;

    /// <param name="near">How near each sentence of each subject is.</param>
    public TopicScale(IEnumerable<float[]> near)
    {
        float[] ordered = [.. near.OrderByDescending(s => s.Average()).Skip(Left).SelectMany(s => s).Order()];
        _oneInHundred = Math.Clamp(ordered[(int)(ordered.Length * Counted)], LeastNear, MostNear);
    }

    /// <summary>The share of ordinary sentences that are at least as near: 0 to 1.</summary>
    public double Share(float near) =>
        near <= _oneInHundred ? Math.Pow(10, -2 * near / _oneInHundred) : 0.01 * Math.Pow(10, (_oneInHundred - near) / Tenfold);
}
