using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Topics;

/// <summary>How much a word says, by how many subjects of the background it occurs in: 1 for a word that none has, less the more have it.</summary>
internal sealed class WordWeights
{
    private readonly Dictionary<string, int> _subjects = new(StringComparer.Ordinal);

    private WordWeights()
    {
        foreach (string[] subject in TopicBackground.Subjects)
        {
            HashSet<string> stems = new(StringComparer.Ordinal);
            foreach (string word in string.Join(' ', subject).Split([' ', '.', ',', '?', '-', ';', ':'], StringSplitOptions.RemoveEmptyEntries))
                stems.Add(WordStem.Of(LetterFold.Squeeze(word)).ToString());
            foreach (string stem in stems)
                _subjects[stem] = _subjects.GetValueOrDefault(stem) + 1;
        }
    }

    /// <summary>Of the built-in background.</summary>
    public static WordWeights Usual { get; } = new();

    public float Of(ReadOnlySpan<char> stem) =>
        _subjects.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stem, out int subjects) ? 1 / (1 + (0.35f * MathF.Log2(1 + subjects))) : 1;
}
