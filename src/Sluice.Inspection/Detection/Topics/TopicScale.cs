namespace Sluice.Inspection.Detection.Topics;

/// <summary>
/// How seldom an ordinary sentence is as near to a topic. Counted on the built-in background, without the subjects nearest to the topic, as those may be the topic itself; beyond what can be
/// counted the tail is taken to fall as it begins to, no faster than twentyfold for each doubling.
/// </summary>
internal sealed class TopicScale
{
    /// <summary>Subjects that are left out.</summary>
    private const int Left = 2;

    /// <summary>The share of sentences that is counted; what lies above is the tail.</summary>
    private const double Tail = 0.05;

    private readonly float[] _near;
    private readonly double _threshold;
    private readonly double _steepness;

    /// <param name="near">How near each sentence of each subject is.</param>
    public TopicScale(IEnumerable<float[]> near)
    {
        _near = [.. near.OrderByDescending(s => s.Average()).Skip(Left).SelectMany(s => s).Order()];
        int first = (int)(_near.Length * (1 - Tail));
        _threshold = Math.Max(_near[first], 0.02);
        double[] beyond = [.. _near.Skip(first).Select(n => Math.Log(Math.Max(n, _threshold) / _threshold))];
        _steepness = 1 / Math.Clamp(beyond.Average(), 0.16, 1);
    }

    /// <summary>The share of ordinary sentences that are at least as near: 0 to 1.</summary>
    public double Share(float near)
    {
        if (near > _threshold)
            return Tail * Math.Pow(near / _threshold, -_steepness);
        int below = Array.BinarySearch(_near, near);
        if (below < 0)
            below = ~below;
        while (below > 0 && _near[below - 1] >= near)
            below--;
        return Math.Max(Tail, (double)(_near.Length - below) / _near.Length);
    }
}
