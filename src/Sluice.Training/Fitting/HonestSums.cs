namespace Sluice.Training.Fitting;

/// <summary>
/// Highest sums of honest texts of many sources, every source weighing the same whatever its size; the project's own texts count as one. What share reaches a sum, and which sum a share reaches.
/// </summary>
internal sealed class HonestSums
{
    private readonly (float Sum, double Weight)[] _falling;

    /// <param name="sums">For each honest text its source and its highest sum.</param>
    public HonestSums(IEnumerable<(string Source, float Sum)> sums)
    {
        (string Source, float Sum)[] all = [.. sums.Select(s => s.Source.StartsWith("own_", StringComparison.Ordinal) ? ("own", s.Sum) : s)];
        Dictionary<string, int> sizes = all.CountBy(s => s.Source).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        _falling = [.. all.Select(s => (s.Sum, 1.0 / sizes[s.Source] / sizes.Count)).OrderByDescending(s => s.Sum)];
    }

    public int Count => _falling.Length;

    /// <summary>The lowest sum that at most this share of honest texts reaches.</summary>
    public float Reached(double share)
    {
        double total = 0;
        for (var i = 0; i < _falling.Length; i++)
        {
            total += _falling[i].Weight;
            if (total > share)
                return MathF.BitIncrement(_falling[i].Sum);
        }

        return _falling.Length == 0 ? 0 : _falling[^1].Sum;
    }
}
