namespace Sluice.Inspection.Detection.Topics;

/// <summary>What the texts on a topic are about: the features of each and of all together, each of length one, side by side.</summary>
internal sealed class TopicVectors
{
    private readonly Dictionary<uint, int> _rows = [];
    private readonly ulong[] _sieve = new ulong[64];
    private readonly float[] _weights;
    private readonly int _width;

    /// <param name="texts">The features of each text.</param>
    public TopicVectors(IReadOnlyList<Dictionary<uint, float>> texts)
    {
        _width = texts.Count + 1;
        foreach (uint number in texts.SelectMany(t => t.Keys))
        {
            _rows.TryAdd(number, _rows.Count);
            _sieve[(number >> 6) % 64] |= 1UL << (int)(number % 64);
        }

        _weights = new float[_rows.Count * _width];
        for (int i = 0; i < texts.Count; i++)
        {
            foreach ((uint number, float weight) in texts[i])
            {
                _weights[(_rows[number] * _width) + i] = weight;
                _weights[(_rows[number] * _width) + texts.Count] += weight;
            }
        }

        for (int i = 0; i < _width; i++)
            Normalize(i);
    }

    /// <summary>Half as near as the features are to all texts together, half as to the one that is nearest: the cosine of the angle, 0 to 1.</summary>
    public float Near(ReadOnlySpan<TopicFeature> features)
    {
        Span<float> sums = stackalloc float[_width];
        sums.Clear();
        foreach (TopicFeature feature in features)
        {
            if ((_sieve[(feature.Number >> 6) % 64] & (1UL << (int)(feature.Number % 64))) == 0 || !_rows.TryGetValue(feature.Number, out int row))
                continue;
            ReadOnlySpan<float> weights = _weights.AsSpan(row * _width, _width);
            for (int i = 0; i < weights.Length; i++)
                sums[i] += weights[i] * feature.Weight;
        }

        float nearest = 0;
        foreach (float sum in sums[..^1])
            nearest = Math.Max(nearest, sum);
        return (sums[^1] + nearest) / 2;
    }

    /// <summary>The features of a text, sentence by sentence.</summary>
    public static Dictionary<uint, float> Of(string text)
    {
        Dictionary<uint, float> sum = [];
        TopicFeature[] room = new TopicFeature[TopicFeatures.Most];
        int at = 0;
        while (at < text.Length)
        {
            at = TopicFeatures.Read(text, at, room, WordWeights.Usual, out TopicFeatures read);
            foreach (TopicFeature feature in read.Features)
                sum[feature.Number] = sum.GetValueOrDefault(feature.Number) + feature.Weight;
        }

        return sum;
    }

    private void Normalize(int column)
    {
        float squares = 0;
        for (int at = column; at < _weights.Length; at += _width)
            squares += _weights[at] * _weights[at];
        float norm = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (int at = column; at < _weights.Length; at += _width)
            _weights[at] *= norm;
    }
}
