using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Topics;

/// <summary>
/// What one sentence is about, as hashed features: its words without their endings, the group of words of like meaning that each is of, the field that those belong to, and what a word consists of, letter by letter, so
/// that unknown words and misspelled ones still resemble each other. Rare words weigh more.
/// </summary>
internal ref struct TopicFeatures
{
    /// <summary>Most features of one sentence.</summary>
    public const int Most = 512;

    /// <summary>Most words of one sentence; a longer one goes on as the next.</summary>
    private const int MostWords = 40;

    private const int LongestWord = 40;
    private const int Gram = 4;
    private const float GroupWeight = 1f;
    private const float FieldWeight = 0.5f;
    private const float KnownWordWeight = 0.5f;
    private const float GramWeight = 0.2f;

    private readonly Span<TopicFeature> _features;
    private int _count;

    private TopicFeatures(Span<TopicFeature> room) => _features = room;

    /// <summary>Words that say something of a subject.</summary>
    public int Words { get; private set; }

    /// <summary>The features, each once, by number; of length one together.</summary>
    public readonly ReadOnlySpan<TopicFeature> Features => _features[.._count];

    /// <summary>Reads one sentence; returns where the next begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the sentence begins.</param>
    /// <param name="room">At least <see cref="Most"/>.</param>
    /// <param name="common">How common words are, or null where all weigh the same.</param>
    /// <param name="read">What was read.</param>
    public static int Read(ReadOnlySpan<char> text, int at, Span<TopicFeature> room, WordWeights? common, out TopicFeatures read)
    {
        read = new TopicFeatures(room[..Most]);
        Span<char> word = stackalloc char[LongestWord];
        int words = 0;
        bool ends = false;
        while (at < text.Length && words < MostWords && !ends)
        {
            int length = 0;
            while (at < text.Length && BareLetters.Of(text[at]) is var letter and not '\0')
            {
                if (length < LongestWord)
                    word[length++] = letter;
                at++;
            }

            if (length > 0)
            {
                words++;
                read.Word(word[..length], common);
            }

            while (at < text.Length && BareLetters.Of(text[at]) == '\0' && !ends)
            {
                ends = text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));
                at++;
            }
        }

        read.Settle();
        return at;
    }

    private void Word(scoped ReadOnlySpan<char> word, WordWeights? common)
    {
        if (word.Length < 2 || TopicLexicon.IsEmpty(word))
            return;
        Words++;
        ReadOnlySpan<char> stem = WordStem.Of(word);
        float weight = common?.Of(stem) ?? 1;
        int group = TopicLexicon.GroupOf(stem);
        if (group >= 0)
            Add((uint)(group + 1) * 2654435761u, GroupWeight * (common?.OfGroup(group) ?? 1));
        int field = TopicLexicon.FieldOf(stem, group);
        if (field >= 0)
            Add((uint)(field + 1) * 2246822519u, FieldWeight * weight);
        Add(Hash(stem, 17), (group >= 0 ? KnownWordWeight : 1) * weight);
        for (int i = 0; i + Gram <= stem.Length && stem.Length > Gram; i++)
            Add(Hash(stem.Slice(i, Gram), 31), GramWeight * weight);
    }

    private void Add(uint number, float weight)
    {
        if (_count < _features.Length)
            _features[_count++] = new TopicFeature(number, weight);
    }

    /// <summary>Sorts, keeps each feature once and brings all to length one.</summary>
    private void Settle()
    {
        Span<TopicFeature> found = _features[.._count];
        found.Sort(static (a, b) => a.Number != b.Number ? a.Number.CompareTo(b.Number) : b.Weight.CompareTo(a.Weight));
        int kept = 0;
        float squares = 0;
        foreach (TopicFeature feature in found)
        {
            if (kept > 0 && found[kept - 1].Number == feature.Number)
                continue;
            found[kept++] = feature;
            squares += feature.Weight * feature.Weight;
        }

        _count = kept;
        float norm = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        foreach (ref TopicFeature feature in found[..kept])
            feature = feature with { Weight = feature.Weight * norm };
    }

    private static uint Hash(ReadOnlySpan<char> text, uint seed)
    {
        uint hash = 2166136261u ^ (seed * 16777619u);
        foreach (char c in text)
            hash = (hash ^ c) * 16777619u;
        return hash ^ (hash >> 15);
    }
}

/// <summary>One feature.</summary>
/// <param name="Number">Its hash.</param>
/// <param name="Weight">How much it says.</param>
internal readonly record struct TopicFeature(uint Number, float Weight);
