using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sluice.Inspection.Detection.Models;

/// <summary>Turns the words of a block into features: one to three in a row, and the concepts they stand for.</summary>
internal ref struct WordReader
{
    /// <summary>Words between the first and the last of a pair or of three concepts, at most.</summary>
    private const int Reach = 10;

    private readonly ConceptLexicon? _lexicon;
    private readonly Span<uint> _room;
    private readonly Span<uint> _concepts;
    private ulong _before;
    private ulong _beforeThat;
    private int _words;
    private ConceptHits _hits;
    private int _hitCount;

    public WordReader(ConceptLexicon? lexicon, in BlockFeatures features)
    {
        _lexicon = lexicon;
        _room = features.Words;
        _concepts = features.Concepts;
    }

    /// <summary>Features of words written so far.</summary>
    public int Count { get; private set; }

    /// <summary>Features of concepts written so far; what is more than there is room for is left out.</summary>
    public int ConceptCount { get; private set; }

    /// <param name="word">The word's hash.</param>
    /// <param name="concepts">Concepts of its beginning.</param>
    public void Add(ulong word, ConceptSet concepts)
    {
        _words++;
        ulong one = FeatureReader.Mix(word);
        _room[Count++] = (uint)(one >> 32);
        ulong two = 0;
        ulong three = 0;
        if (_words >= 2)
        {
            two = Pair(_before, word);
            _room[Count++] = (uint)(two >> 32);
            if (_words >= 3)
            {
                three = Triple(_beforeThat, _before, word);
                _room[Count++] = (uint)(three >> 32);
            }
        }

        if (_lexicon is not null)
        {
            concepts |= _lexicon.OfWords(one) | _lexicon.OfWords(two) | _lexicon.OfWords(three);
            if (!concepts.IsEmpty)
                AddConcepts(concepts);
        }

        _beforeThat = _before;
        _before = word;
    }

    /// <summary>The hash of two words in a row.</summary>
    public static ulong Pair(ulong first, ulong second) => FeatureReader.Mix(first * 0x9E3779B97F4A7C15 + second);

    /// <summary>The hash of three words in a row.</summary>
    public static ulong Triple(ulong first, ulong second, ulong third) => FeatureReader.Mix((first * 0x9E3779B97F4A7C15 + second) * 0xC2B2AE3D27D4EB4F + third);

    private void AddConcepts(ConceptSet concepts)
    {
        var known = _hitCount;
        for (ulong left = concepts.Bits; left != 0; left &= left - 1)
        {
            var concept = (ulong)BitOperations.TrailingZeroCount(left) + 1;
            AddConcept(Hash(concept));
            for (var i = known - 1; i >= 0 && i >= known - ConceptHits.Length; i--)
            {
                ConceptHit late = _hits[i % ConceptHits.Length];
                if (_words - late.Word > Reach)
                    break;
                AddConcept(Hash(late.Concept << 8 | concept));
                for (var j = i - 1; j >= 0 && j > known - 1 - ConceptHits.Length; j--)
                {
                    ConceptHit early = _hits[j % ConceptHits.Length];
                    if (_words - early.Word > Reach)
                        break;
                    AddConcept(Hash(early.Concept << 16 | late.Concept << 8 | concept));
                }
            }
        }

        for (ulong left = concepts.Bits; left != 0; left &= left - 1)
        {
            var concept = (ulong)BitOperations.TrailingZeroCount(left) + 1;
            _hits[_hitCount++ % ConceptHits.Length] = new ConceptHit(_words, concept);
        }
    }

    private void AddConcept(uint hash)
    {
        if (ConceptCount < _concepts.Length)
            _concepts[ConceptCount++] = hash;
    }

    private static uint Hash(ulong concepts) => (uint)(FeatureReader.Mix(concepts * 0x9E3779B97F4A7C15 + 0x165667B19E3779F9) >> 32);

    private readonly record struct ConceptHit(int Word, ulong Concept);

    [InlineArray(Length)]
    private struct ConceptHits
    {
        public const int Length = 4;

        private ConceptHit _first;
    }
}
