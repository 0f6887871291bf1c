using System.Runtime.CompilerServices;

using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>
/// Words, stems and phrases in at most 64 classes, for reading a text once: <see cref="LexiconReader"/>. Written as lines <c>class: word stem* two_words</c>; a class may go on
/// in several lines. Case and accents do not count. What stands in the class <c>idiom</c> is skipped where it is found: a bath bomb is no bomb.
/// </summary>
internal sealed class ClassLexicon
{
    /// <summary>Most classes of one lexicon, <c>idiom</c> included.</summary>
    public const int MaxClasses = 64;

    /// <summary>Most words of one phrase; characters of scripts without spaces count as words.</summary>
    public const int MaxPhrase = 16;

    /// <summary>Shortest stem, in letters.</summary>
    public const int MinStem = 3;

    /// <summary>Letters from which on the length of a word is not told apart.</summary>
    public const int MostLetters = 15;

    /// <summary>Bits of a head: three letters, five of each.</summary>
    private const int HeadLength = 15;

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int FilterWords = 1_024;

    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly ulong[] _heads = new ulong[1 << (HeadLength - 6)];
    private readonly ulong[] _wordFilter = new ulong[FilterWords];
    private readonly ulong[] _stemFilter = new ulong[FilterWords];
    private readonly ulong[] _phraseFilter = new ulong[FilterWords];
    private readonly ulong[] _openFilter = new ulong[FilterWords];
    private readonly Dictionary<ulong, Entry> _words = [];
    private readonly Dictionary<ulong, ulong> _stems = [];
    private readonly Dictionary<ulong, ulong> _phrases = [];

    /// <summary>Reads a lexicon; throws <see cref="FormatException"/> for lines that are none.</summary>
    public ClassLexicon(string lines)
    {
        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (line.IsWhiteSpace())
                continue;
            if (colon < 0)
                throw new FormatException($"\"{line}\" names no class.");
            var mask = 1UL << ClassOf(line[..colon].Trim().ToString());
            foreach (var range in line[(colon + 1)..].Split(' '))
            {
                var entry = line[(colon + 1)..][range].Trim();
                if (!entry.IsEmpty)
                    Add(entry, mask);
            }
        }

        Idioms = _classes.TryGetValue("idiom", out var idiom) ? 1UL << idiom : 0;
    }

    /// <summary>The classes' names in the order of their numbers.</summary>
    public IEnumerable<string> Classes => _classes.OrderBy(c => c.Value).Select(c => c.Key);

    /// <summary>The class whose phrases are skipped, as a mask; 0 where there is none.</summary>
    public ulong Idioms { get; }

    /// <summary>The mask of a class; throws <see cref="FormatException"/> where there is none of this name.</summary>
    public ulong MaskOf(string name) => _classes.TryGetValue(name, out var number) ? 1UL << number : throw new FormatException($"There is no class {name}.");

    public static ulong Start => Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Step(ulong hash, char folded) => (hash ^ folded) * Prime;

    public static ulong Join(ulong phrase, ulong word) => (ulong.RotateLeft(phrase, 7) ^ word) * Prime;

    /// <summary>What a letter of a word adds to its head; nothing behind the third.</summary>
    public static int Head(char folded, int place) => place < 3 ? (folded & 31) << (10 - (5 * place)) : 0;

    /// <summary>Whether a word or a phrase may begin with a word of this head and so many letters, <see cref="MostLetters"/> at most: a filter that most words of a text do not pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBegin(int head, int letters)
    {
        var bit = Place(head, letters);
        return (_heads[bit >> 6] >> bit & 1) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int head, int letters) => (head ^ letters * 0x4D25) & ((1 << HeadLength) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBeWord(ulong hash) => Has(_wordFilter, hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBeStem(ulong hash) => Has(_stemFilter, hash);

    public bool TryWord(ulong hash, out Entry entry) => _words.TryGetValue(hash, out entry);

    public ulong Stem(ulong hash) => _stems.GetValueOrDefault(hash);

    /// <summary>The classes of a phrase; 0 for none.</summary>
    public ulong Phrase(ulong hash) => Has(_phraseFilter, hash) ? _phrases.GetValueOrDefault(hash) : 0;

    /// <summary>Whether a phrase may begin with these words and go on.</summary>
    public bool MayGoOn(ulong hash) => Has(_openFilter, hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has(ulong[] filter, ulong hash)
    {
        var bit = (int)(hash >> 48);
        return (filter[bit >> 6] >> bit & 1) != 0;
    }

    private static void Set(ulong[] filter, ulong hash)
    {
        var bit = (int)(hash >> 48);
        filter[bit >> 6] |= 1UL << bit;
    }

    private int ClassOf(string name)
    {
        if (_classes.TryGetValue(name, out var number))
            return number;
        if (_classes.Count == MaxClasses)
            throw new FormatException($"There are more than {MaxClasses} classes.");
        _classes.Add(name, _classes.Count);
        return _classes.Count - 1;
    }

    private void Add(ReadOnlySpan<char> entry, ulong mask)
    {
        if (entry[^1] == '*')
        {
            AddStem(entry[..^1], mask);
            return;
        }

        Span<ulong> words = stackalloc ulong[MaxPhrase];
        var count = Split(entry, words);
        var phrase = words[0];
        for (var i = 1; i < count; i++)
        {
            phrase = Join(phrase, words[i]);
            Set(i < count - 1 ? _openFilter : _phraseFilter, phrase);
        }

        var first = _words.GetValueOrDefault(words[0]);
        _words[words[0]] = count == 1 ? first with { Classes = first.Classes | mask } : first with { Longest = Math.Max(first.Longest, count) };
        if (count > 1)
            _phrases[phrase] = _phrases.GetValueOrDefault(phrase) | mask;
        Set(_wordFilter, words[0]);
    }

    private void AddStem(ReadOnlySpan<char> stem, ulong mask)
    {
        if (stem.Length < MinStem)
            throw new FormatException($"The stem \"{stem}\" is shorter than {MinStem} letters.");
        var hash = Start;
        foreach (var c in stem)
        {
            var folded = WordLetters.Fold(c);
            if (!WordLetters.IsOfWord(folded))
                throw new FormatException($"The stem \"{stem}\" is no word.");
            hash = Step(hash, folded);
        }

        AddHead(stem, stem: true);
        _stems[hash] = _stems.GetValueOrDefault(hash) | mask;
        Set(_stemFilter, hash);
    }

    private int Split(ReadOnlySpan<char> entry, Span<ulong> words)
    {
        var count = 0;
        for (var at = 0; at < entry.Length;)
        {
            var c = WordLetters.Fold(entry[at]);
            if (WordLetters.IsNoWord(c))
            {
                at++;
                continue;
            }

            if (count == MaxPhrase)
                throw new FormatException($"\"{entry}\" has more than {MaxPhrase} words.");
            if (count == 0)
                AddHead(entry[at..], stem: false);
            words[count++] = LexiconReader.ReadWord(entry, ref at);
        }

        return count > 0 ? count : throw new FormatException($"\"{entry}\" is no word.");
    }

    private void AddHead(ReadOnlySpan<char> word, bool stem)
    {
        var head = LexiconReader.HeadOf(word, 0, out var shortest);
        for (var letters = shortest; letters <= (stem ? MostLetters : shortest); letters++)
        {
            var bit = Place(head, letters);
            _heads[bit >> 6] |= 1UL << bit;
        }
    }

    /// <summary>What a word is.</summary>
    /// <param name="Classes">Its own classes.</param>
    /// <param name="Longest">Words of the longest phrase that begins with it; 0 for none.</param>
    public readonly record struct Entry(ulong Classes, int Longest);
}
