using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// Reads a text block by block and says which features each has. A block ends at a space behind <see cref="Block"/> units, or at <see cref="MaxBlock"/>. Training and judging
/// use this reader and no other, so that a model sees what it was trained on.
/// </summary>
internal ref struct FeatureReader
{
    /// <summary>Units after which the next space ends a block.</summary>
    public const int Block = 256;

    /// <summary>Most units of a block.</summary>
    public const int MaxBlock = 320;

    /// <summary>Of a longer run without spaces or signs only the beginning has characters: the inside of a key or of an encoded file says nothing.</summary>
    private const int LongestRun = 64;

    private const ulong CharacterSeed3 = 0x9E3779B97F4A7C15;
    private const ulong CharacterSeed4 = 0xC2B2AE3D27D4EB4F;
    private const ulong CharacterSeed5 = 0xD6E8FEB86659FD93;
    private const ulong WordSeed = 0xA0761D6478BD642F;
    private const ulong WordStep = 0x100000001B3;

    private readonly ReadOnlySpan<char> _text;
    private readonly ReadOnlySpan<char> _folded;
    private readonly ReadOnlySpan<CharKind> _kinds;
    private readonly ConceptLexicon? _lexicon;
    private readonly bool _readsStructure;
    private int _at;

    /// <param name="text">The text.</param>
    /// <param name="lexicon">Words that stand for concepts, or null for none.</param>
    /// <param name="readsStructure">Whether features of structure are wanted.</param>
    public FeatureReader(ReadOnlySpan<char> text, ConceptLexicon? lexicon, bool readsStructure)
    {
        _text = text;
        _lexicon = lexicon;
        _readsStructure = readsStructure;
        CharFold.Tables(out _folded, out _kinds);
    }

    /// <summary>First unit of the block that was read last.</summary>
    public int Start { get; private set; }

    /// <summary>Units of the block that was read last.</summary>
    public readonly int Length => _at - Start;

    /// <summary>Reads the next block. False at the end of the text.</summary>
    public bool Next(scoped ref BlockFeatures features)
    {
        features.CharacterCount = features.WordCount = features.ConceptCount = features.StructureCount = 0;
        if (_at >= _text.Length)
            return false;
        Start = _at;
        // One space before, one behind.
        Span<char> seen = stackalloc char[MaxBlock + 2];
        ReadOnlySpan<char> block = seen[..Fold(seen)];
        ReadCharacters(block, ref features);
        ReadWords(block, ref features);
        if (_readsStructure)
            StructureReader.Read(_text.Slice(Start, Length), ref features);
        return true;
    }

    /// <summary>Writes the next block as models see it, with single spaces, one before and one behind.</summary>
    private int Fold(scoped Span<char> seen)
    {
        seen[0] = ' ';
        var length = 1;
        var limit = Math.Min(_text.Length, _at + MaxBlock);
        var soft = _at + Block;
        var i = _at;
        while (i < limit)
        {
            char c = _folded[_text[i++]];
            if (c > ' ')
            {
                seen[length++] = c;
            }
            else if (c == ' ')
            {
                if (seen[length - 1] != ' ')
                    seen[length++] = ' ';
                if (i > soft)
                    break;
            }
        }

        _at = i;
        if (seen[length - 1] != ' ')
            seen[length++] = ' ';
        return length;
    }

    private readonly void ReadCharacters(scoped ReadOnlySpan<char> block, scoped ref BlockFeatures features)
    {
        // Three features a unit at most fit in by the room's size, and every unit has its kind: no bounds are checked here, where most of the time goes.
        ref uint room = ref MemoryMarshal.GetReference(features.Characters);
        ref CharKind kinds = ref MemoryMarshal.GetReference(_kinds);
        var count = 0;
        ulong four = 0;
        ulong fifth = 0;
        // Units since the last space, that space included; and since the last that was no letter.
        var since = 0;
        var run = 0;
        foreach (char c in block)
        {
            fifth = four >> 48;
            four = four << 16 | c;
            since++;
            if (Unsafe.Add(ref kinds, c) != CharKind.Letter)
                run = 0;
            else if (++run > LongestRun)
                continue;
            if (since >= 3)
            {
                Unsafe.Add(ref room, count++) = (uint)(((four & 0xFFFF_FFFF_FFFF) * CharacterSeed3) >> 32);
                if (since >= 4)
                {
                    Unsafe.Add(ref room, count++) = (uint)((four * CharacterSeed4) >> 32);
                    if (since >= 5)
                        Unsafe.Add(ref room, count++) = (uint)(((four ^ fifth * CharacterSeed3) * CharacterSeed5) >> 32);
                }
            }

            if (c == ' ')
                since = 1;
        }

        features.CharacterCount = count;
    }

    private readonly void ReadWords(scoped ReadOnlySpan<char> block, scoped ref BlockFeatures features)
    {
        var words = new WordReader(_lexicon, in features);
        ulong word = WordSeed;
        var length = 0;
        ConceptSet prefix = default;
        foreach (char c in block)
        {
            CharKind kind = _kinds[c];
            if (kind == CharKind.Letter)
            {
                word = (word ^ c) * WordStep;
                if (++length >= ConceptLexicon.ShortestPrefix && _lexicon is not null && length <= ConceptLexicon.LongestPrefix)
                    prefix |= _lexicon.OfPrefix(word);
                continue;
            }

            if (length > 0)
            {
                words.Add(word, prefix);
                word = WordSeed;
                length = 0;
                prefix = default;
            }

            if (kind == CharKind.Ideograph)
                words.Add((WordSeed ^ c) * WordStep, default);
        }

        features.WordCount = words.Count;
        features.ConceptCount = words.ConceptCount;
    }

    /// <summary>The hash of a word as the reader makes it; for lexicons.</summary>
    public static ulong HashWord(ReadOnlySpan<char> folded)
    {
        ulong word = WordSeed;
        foreach (char c in folded)
            word = (word ^ c) * WordStep;
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= CharacterSeed5;
        return hash ^ hash >> 29;
    }
}
