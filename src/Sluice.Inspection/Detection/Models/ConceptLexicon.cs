namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// Words and phrases of many languages that stand for one of up to 64 concepts. What a model learns of concepts in one language it knows in all. Part of a model: changing it
/// asks for training again.
/// </summary>
internal sealed class ConceptLexicon
{
    /// <summary>Letters of the shortest beginning of a word that is looked up.</summary>
    public const int ShortestPrefix = 2;

    /// <summary>Letters of the longest.</summary>
    public const int LongestPrefix = 9;

    private const ulong PrefixSeed = 0x8EBC6AF09C88C6E3;

    private readonly Dictionary<ulong, ulong> _concepts = [];
    private readonly ulong[] _filter = new ulong[1024];
    private readonly ulong[] _keys;
    private readonly ulong[] _values;
    private readonly int _shift;

    /// <param name="concepts">
    /// For each concept its phrases, separated by <c>|</c>: one to three words each, folded as texts are. <c>*</c> at the end of a single word stands for any ending. Ideographs
    /// are words by themselves, so a word of up to three needs no spaces.
    /// </param>
    public ConceptLexicon(IReadOnlyList<string> concepts)
    {
        if (concepts.Count > 64)
            throw new ArgumentException("A lexicon has at most 64 concepts.", nameof(concepts));
        for (var i = 0; i < concepts.Count; i++)
        {
            foreach (string phrase in concepts[i].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Learn(phrase, 1UL << i);
        }

        var bits = 4;
        while (1 << bits < _concepts.Count * 3)
            bits++;
        _shift = 64 - bits;
        _keys = new ulong[1 << bits];
        _values = new ulong[1 << bits];
        foreach (var (key, value) in _concepts)
            Place(key, value);
    }

    /// <summary>Concepts of one to three whole words, given their hash as features.</summary>
    public ConceptSet OfWords(ulong hash) => Find(hash);

    /// <summary>Concepts of words that begin so, given the hash of the beginning.</summary>
    public ConceptSet OfPrefix(ulong word) => Find(FeatureReader.Mix(word ^ PrefixSeed));

    private ConceptSet Find(ulong key)
    {
        if ((_filter[key >> 54] >> (int)(key >> 48 & 63) & 1) == 0)
            return default;
        var slot = (int)(key >> _shift);
        while (_keys[slot] != 0)
        {
            if (_keys[slot] == key)
                return new ConceptSet(_values[slot]);
            slot = (slot + 1) & (_keys.Length - 1);
        }

        return default;
    }

    private void Place(ulong key, ulong value)
    {
        var slot = (int)(key >> _shift);
        while (_keys[slot] != 0)
            slot = (slot + 1) & (_keys.Length - 1);
        _keys[slot] = key;
        _values[slot] = value;
        _filter[key >> 54] |= 1UL << (int)(key >> 48 & 63);
    }

    private void Learn(string phrase, ulong concept)
    {
        ulong key;
        if (phrase.EndsWith('*'))
        {
            ReadOnlySpan<char> letters = Folded(phrase.AsSpan(0, phrase.Length - 1));
            if (letters.Length is < ShortestPrefix or > LongestPrefix)
                throw new ArgumentException($"The beginning of a word has {ShortestPrefix} to {LongestPrefix} letters: {phrase}", nameof(phrase));
            key = FeatureReader.Mix(FeatureReader.HashWord(letters) ^ PrefixSeed);
        }
        else
        {
            key = Key(Words(Folded(phrase)), phrase);
        }

        _concepts[key] = _concepts.GetValueOrDefault(key) | concept;
    }

    private static ulong Key(List<ulong> words, string phrase) => words.Count switch
    {
        1 => FeatureReader.Mix(words[0]),
        2 => WordReader.Pair(words[0], words[1]),
        3 => WordReader.Triple(words[0], words[1], words[2]),
        _ => throw new ArgumentException($"A phrase has one to three words: {phrase}", nameof(phrase)),
    };

    private static List<ulong> Words(ReadOnlySpan<char> folded)
    {
        var words = new List<ulong>();
        var from = 0;
        for (var i = 0; i <= folded.Length; i++)
        {
            CharKind kind = i < folded.Length ? CharFold.Kind(folded[i]) : CharKind.Space;
            if (kind == CharKind.Letter)
                continue;
            if (i > from)
                words.Add(FeatureReader.HashWord(folded[from..i]));
            if (kind == CharKind.Ideograph)
                words.Add(FeatureReader.HashWord(folded.Slice(i, 1)));
            from = i + 1;
        }

        return words;
    }

    private static char[] Folded(ReadOnlySpan<char> text)
    {
        var folded = new List<char>(text.Length);
        foreach (char c in text)
        {
            if (CharFold.Of(c) != CharFold.Dropped)
                folded.Add(CharFold.Of(c));
        }

        return [.. folded];
    }
}

/// <summary>Concepts of a lexicon, a bit for each.</summary>
internal readonly record struct ConceptSet(ulong Bits)
{
    public bool IsEmpty => Bits == 0;

    public static ConceptSet operator |(ConceptSet left, ConceptSet right) => new(left.Bits | right.Bits);
}
