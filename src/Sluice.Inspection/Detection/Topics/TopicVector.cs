namespace Sluice.Inspection.Detection.Topics;

/// <summary>What a text on the topic is about: features of length one.</summary>
internal sealed class TopicVector
{
    private readonly Dictionary<uint, float> _weights;
    private readonly ulong[] _sieve = new ulong[64];

    /// <summary>The sum of vectors, brought to length one.</summary>
    public TopicVector(IEnumerable<Dictionary<uint, float>> parts)
    {
        _weights = [];
        foreach ((uint number, float weight) in parts.SelectMany(p => p))
            _weights[number] = _weights.GetValueOrDefault(number) + weight;
        float norm = MathF.Sqrt(_weights.Values.Sum(w => w * w));
        foreach (uint number in _weights.Keys.ToArray())
        {
            _weights[number] /= norm;
            _sieve[(number >> 6) % 64] |= 1UL << (int)(number % 64);
        }
    }

    /// <summary>The features of a text, sentence by sentence, as one.</summary>
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

    /// <summary>How near a sentence is: the cosine of the angle, 0 to 1.</summary>
    public float Near(ReadOnlySpan<TopicFeature> features)
    {
        float sum = 0;
        foreach (TopicFeature feature in features)
        {
            if ((_sieve[(feature.Number >> 6) % 64] & (1UL << (int)(feature.Number % 64))) != 0 && _weights.TryGetValue(feature.Number, out float weight))
                sum += weight * feature.Weight;
        }

        return sum;
    }
}
