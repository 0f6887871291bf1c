using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sluice.Inspection.Detection.Models;

namespace Sluice.Training.Fitting;

/// <summary>A model while it is learnt: weights as numbers with a point.</summary>
internal sealed class FloatModel(TrainingPlan plan)
{
    private readonly float[] _lengths = [.. plan.FamilyLengths];

    /// <summary>For each bucket the weights of four heads.</summary>
    public Vector128<float>[] Weights { get; } = new Vector128<float>[1 << plan.Bits];

    public Vector128<float> Bias { get; set; }

    /// <summary>The highest sum of each head over the windows of a row, and which window has it: two times the block, plus one if the next block belongs to it.</summary>
    public Vector128<float> Sum(Corpus corpus, int row, out Vector128<int> windows)
    {
        Vector128<float> best = Vector128.Create(float.NegativeInfinity);
        windows = default;
        ReadOnlySpan<CorpusBlock> blocks = corpus.Blocks(row);
        Span<Vector128<float>> before = stackalloc Vector128<float>[LinearModel.Families];
        Span<Vector128<float>> now = stackalloc Vector128<float>[LinearModel.Families];
        for (var i = 0; i < blocks.Length; i++)
        {
            for (var family = 0; family < LinearModel.Families; family++)
                now[family] = SumFamily(corpus.Buckets(blocks[i], family));
            Keep(Total(now, default, blocks[i], default), 2 * i, ref best, ref windows);
            if (!blocks[i].IsFirst)
                Keep(Total(now, before, blocks[i], blocks[i - 1]), 2 * i - 1, ref best, ref windows);
            now.CopyTo(before);
        }

        return best;
    }

    /// <summary>What one feature of the family is worth in a window.</summary>
    public float Value(int family, int count) => count == 0 ? 0 : _lengths[family] / MathF.Sqrt(count);

    private Vector128<float> SumFamily(ReadOnlySpan<uint> buckets)
    {
        ref Vector128<float> weights = ref MemoryMarshal.GetArrayDataReference(Weights);
        Vector128<float> sum = default;
        foreach (uint bucket in buckets)
            sum += System.Runtime.CompilerServices.Unsafe.Add(ref weights, bucket);
        return sum;
    }

    private Vector128<float> Total(ReadOnlySpan<Vector128<float>> now, ReadOnlySpan<Vector128<float>> before, in CorpusBlock block, in CorpusBlock previous)
    {
        Vector128<float> total = Bias;
        for (var family = 0; family < LinearModel.Families; family++)
        {
            Vector128<float> sum = before.IsEmpty ? now[family] : now[family] + before[family];
            total += sum * Value(family, block.Count(family) + previous.Count(family));
        }

        return total;
    }

    private static void Keep(Vector128<float> sums, int window, ref Vector128<float> best, ref Vector128<int> windows)
    {
        Vector128<float> higher = Vector128.GreaterThan(sums, best);
        best = Vector128.ConditionalSelect(higher, sums, best);
        windows = Vector128.ConditionalSelect(higher.AsInt32(), Vector128.Create(window), windows);
    }
}
