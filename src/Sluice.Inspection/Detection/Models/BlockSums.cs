using System.Runtime.Intrinsics;

namespace Sluice.Inspection.Detection.Models;

/// <summary>Sums of the weights of one block or of two, for four heads at once, and how many features of each family there were.</summary>
internal record struct BlockSums
{
    public Vector128<int> Characters;
    public Vector128<int> Words;
    public Vector128<int> Concepts;
    public Vector128<int> Structure;
    public int CharacterCount;
    public int WordCount;
    public int ConceptCount;
    public int StructureCount;
    public int Start;
    public int Length;

    /// <summary>This block and the next one as one window. What both have counts twice, in training too.</summary>
    public readonly BlockSums With(in BlockSums next) => new()
    {
        Characters = Characters + next.Characters,
        Words = Words + next.Words,
        Concepts = Concepts + next.Concepts,
        Structure = Structure + next.Structure,
        CharacterCount = CharacterCount + next.CharacterCount,
        WordCount = WordCount + next.WordCount,
        ConceptCount = ConceptCount + next.ConceptCount,
        StructureCount = StructureCount + next.StructureCount,
    };

    /// <summary>The families together, each divided by the length of its vector of ones.</summary>
    public readonly Vector128<float> Total(Vector128<float>[] scales) =>
        Part(Characters, CharacterCount, scales[(int)FeatureFamily.Characters])
        + Part(Words, WordCount, scales[(int)FeatureFamily.Words])
        + Part(Concepts, ConceptCount, scales[(int)FeatureFamily.Concepts])
        + Part(Structure, StructureCount, scales[(int)FeatureFamily.Structure]);

    private static Vector128<float> Part(Vector128<int> sum, int count, Vector128<float> scale) =>
        Vector128.ConvertToSingle(sum) * scale * (1 / MathF.Sqrt(Math.Max(1, count)));
}
