using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Topics;

/// <summary>How much a word says, by how many subjects of the background it occurs in: 1 for a word that none has, less the more have it.</summary>
internal sealed class WordWeights
{
    private readonly Dictionary<string, int> _subjects = new(StringComparer.Ordinal);

    private readonly Dictionary<int, int> _groups = [];

    private WordWeights()
    {
        foreach (string[] subject in TopicBackground.Subjects)
        {
            HashSet<string> stems = new(StringComparer.Ordinal);
            foreach (string word in string.Join(' ', subject).Split([' ', '.', ',', '?', '-', ';', ':'], StringSplitOptions.RemoveEmptyEntries))
                stems.Add(WordStem.Of(BareLetters.Squeeze(word)).ToString());
            foreach (string stem in stems)
                _subjects[stem] = _subjects.GetValueOrDefault(stem) + 1;
            foreach (int group in stems.Select(s => TopicLexicon.GroupOf(s)).Where(g => g >= 0).Distinct())
                _groups[group] = _groups.GetValueOrDefault(group) + 1;
        }
    }

    /// <summary>Of the built-in background.</summary>
    public static WordWeights Usual { get; } = new();

    public float Of(ReadOnlySpan<char> stem) => Weight(_subjects.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stem, out int subjects) ? subjects : 0);

    /// <summary>The same for words of like meaning together.</summary>
    public float OfGroup(int group) => Weight(_groups.GetValueOrDefault(group));

    private static float Weight(int subjects) => MathF.Max(0.1f, 1 - (MathF.Log2(1 + subjects) / MathF.Log2(1 + TopicBackground.Subjects.Count)));
}
