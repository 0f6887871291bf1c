using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// A linear model over hashed features with up to four heads, whose weights of a feature lie together. Long texts are judged in windows of one and of two blocks, and the
/// highest sum of each head counts. Immutable; judging allocates nothing.
/// </summary>
internal sealed class LinearModel
{
    /// <summary>Most heads; a model of fewer has zeroes in place of the others.</summary>
    public const int MaxHeads = 4;

    /// <summary>Number of <see cref="FeatureFamily"/>.</summary>
    public const int Families = 4;

    /// <summary>Most bits of a bucket's number.</summary>
    public const int MaxBits = 18;

    private readonly sbyte[] _weights;
    private readonly int _shift;
    private readonly Vector128<float>[] _scales;
    private readonly Vector128<float> _biases;
    private readonly ConceptLexicon? _lexicon;
    private readonly bool _readsStructure;

    /// <param name="bits">There are two to the power of this many buckets; at most <see cref="MaxBits"/>.</param>
    /// <param name="weights">For each bucket the weights of <see cref="MaxHeads"/> heads.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="lexicon">The lexicon that the model was trained with, or null.</param>
    public LinearModel(int bits, sbyte[] weights, IReadOnlyList<ModelHead> heads, ConceptLexicon? lexicon)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxBits);
        if (heads.Count > MaxHeads)
            throw new ArgumentException($"A model has at most {MaxHeads} heads.", nameof(heads));
        if (weights.Length != MaxHeads << bits)
            throw new ArgumentException("The weights are not as many as the buckets ask for.", nameof(weights));
        _weights = weights;
        _shift = 32 - bits;
        Heads = heads;
        _lexicon = lexicon;
        _scales = [.. Enumerable.Range(0, Families).Select(f => Lanes(heads, h => h.Scales[f]))];
        _biases = Lanes(heads, h => h.Bias);
        _readsStructure = heads.Any(h => h.Scales[(int)FeatureFamily.Structure] != 0);
    }

    /// <summary>What it answers.</summary>
    public IReadOnlyList<ModelHead> Heads { get; }

    /// <summary>Reads a model that is a resource of this assembly.</summary>
    /// <param name="resource">Its name.</param>
    /// <param name="lexicon">The lexicon that it was trained with, or null.</param>
    /// <exception cref="InvalidDataException">It is missing, is of another version, or is damaged.</exception>
    public static LinearModel Load(string resource, ConceptLexicon? lexicon)
    {
        using Stream? stream = typeof(LinearModel).Assembly.GetManifestResourceStream(resource);
        return stream is null ? throw new InvalidDataException($"There is no model {resource}.") : ModelFile.Read(stream, lexicon);
    }

    /// <summary>Finds the most suspicious window of a text for each head.</summary>
    /// <param name="text">The text.</param>
    /// <param name="best">Receives the highest sum of each head; at least as long as <see cref="Heads"/>.</param>
    public void Judge(ReadOnlySpan<char> text, Span<WindowSum> best)
    {
        best[..Heads.Count].Fill(WindowSum.None);
        JudgeMore(text, best);
    }

    /// <summary>Finds the windows of one more text that are more suspicious than those known.</summary>
    /// <param name="text">The text.</param>
    /// <param name="best">Holds the highest sum of each head, <see cref="WindowSum.None"/> at first.</param>
    public void JudgeMore(ReadOnlySpan<char> text, Span<WindowSum> best)
    {
        var seen = new SeenBuckets(stackalloc ulong[1 << (MaxBits - 6)]);
        var features = new BlockFeatures(stackalloc uint[BlockFeatures.Capacity]);
        scoped var reader = new FeatureReader(text, _lexicon, _readsStructure);
        BlockSums before = default;
        while (reader.Next(ref features))
        {
            BlockSums sums = Sum(ref features, seen);
            Keep(best, sums.Total(_scales) + _biases, reader.Start, reader.Length);
            if (before.Length > 0)
                Keep(best, before.With(sums).Total(_scales) + _biases, before.Start, reader.Start + reader.Length - before.Start);
            before = sums with { Start = reader.Start, Length = reader.Length };
        }
    }

    private void Keep(Span<WindowSum> best, Vector128<float> sums, int start, int length)
    {
        for (var head = 0; head < Heads.Count; head++)
        {
            if (sums[head] > best[head].Sum)
                best[head] = new WindowSum(sums[head], start, length);
        }
    }

    private BlockSums Sum(ref BlockFeatures features, SeenBuckets seen)
    {
        BlockSums sums = default;
        seen.Clear();
        sums.Characters = Sum(features.Of(FeatureFamily.Characters), seen, out sums.CharacterCount);
        sums.Words = Sum(features.Of(FeatureFamily.Words), seen, out sums.WordCount);
        sums.Concepts = Sum(features.Of(FeatureFamily.Concepts), seen, out sums.ConceptCount);
        sums.Structure = Sum(features.Of(FeatureFamily.Structure), seen, out sums.StructureCount);
        return sums;
    }

    /// <summary>Adds up the weights of the features that were not seen in this block.</summary>
    private Vector128<int> Sum(ReadOnlySpan<uint> features, SeenBuckets seen, out int count)
    {
        Vector128<int> sum = default;
        var fresh = 0;
        var shift = _shift;
        ref sbyte weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (uint feature in features)
        {
            var bucket = (int)(feature >> shift);
            var isFresh = seen.Mark(bucket);
            fresh += isFresh;
            // A row of four signed bytes, wide as integers, or zero where the feature was seen.
            var row = Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref weights, bucket * MaxHeads))) & -isFresh;
            sum += Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(row).AsSByte()));
        }

        count = fresh;
        return sum;
    }

    private static Vector128<float> Lanes(IReadOnlyList<ModelHead> heads, Func<ModelHead, float> value)
    {
        Vector128<float> lanes = default;
        for (var i = 0; i < heads.Count; i++)
            lanes = lanes.WithElement(i, value(heads[i]));
        return lanes;
    }
}

/// <summary>The highest sum of a head, and the window that has it.</summary>
/// <param name="Sum">The sum; <see cref="Calibration"/> says what it means.</param>
/// <param name="Start">First unit of the window.</param>
/// <param name="Length">Its units.</param>
internal readonly record struct WindowSum(float Sum, int Start, int Length)
{
    /// <summary>Before anything was judged.</summary>
    public static WindowSum None => new(float.NegativeInfinity, 0, 0);
}
