using System.Numerics;
using Sluice.Inspection.Detection.Code;
using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.Language;

/// <summary>
/// Says in which language a text is written: by script where that settles it, else by the small words and the letters that each language has. Lines of code are not read, and
/// what is too short or too mixed to tell is not guessed.
/// </summary>
internal static class LanguageGuess
{
    /// <summary>UTF-16 units of a text that are read: its beginning.</summary>
    public const int MaxUnits = 16_384;

    /// <summary>Fewest letters of a script of its own, and of one that languages share.</summary>
    private const int MinForeignLetters = 6;
    private const int MinLetters = 16;

    /// <summary>Fewest votes: about two words that no other language has.</summary>
    private const float MinVotes = 1.7f;

    /// <summary>How often a guess that holds back this much is wrong, in texts of 4,096 units; measured on English (docs/detection/content.md), assumed of the others.</summary>
    private const double ScriptRate = 0.0003;
    private const double SureRate = 0.0009;
    private const double LikelyRate = 0.008;

    private static readonly ClassLexicon Words = new(LanguageWords.Lines);
    private static readonly string[] Coded = [.. Words.Classes];
    private static readonly ulong[] LetterMasks = BuildLetters();

    /// <summary>The ISO 639-1 codes of all languages that are told apart.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Coded.Concat(Scripts.Languages).Concat(["zh", "ja"]).Order(StringComparer.Ordinal)];

    /// <summary>The language's code, and the rate of texts for which as clear a guess is wrong; null where none is made.</summary>
    public static (string? Language, double Rate) Of(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxUnits)
            text = text[..MaxUnits];
        Span<int> letters = stackalloc int[Scripts.Count];
        Span<float> votes = stackalloc float[ClassLexicon.MaxClasses];
        letters.Clear();
        votes.Clear();
        var words = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (!CodeBlocks.LooksLikeCode(line.Trim()))
                words += Read(line, letters, votes);
        }

        var all = 0;
        var script = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            all += letters[i];
            script = letters[i] > letters[script] ? i : script;
        }

        if (script >= Scripts.FirstOfOne)
            return letters[script] >= MinForeignLetters && letters[script] * 2 > all ? (Scripts.LanguageOf(script), ScriptRate) : default;
        if (script is Scripts.Han or Scripts.Kana)
            return EastAsian(letters, all);
        return all >= (script == Scripts.Latin ? MinLetters : MinForeignLetters) ? Decide(votes, words, all, script == Scripts.Latin) : default;
    }

    private static (string? Language, double Rate) EastAsian(ReadOnlySpan<int> letters, int all)
    {
        var both = letters[Scripts.Han] + letters[Scripts.Kana];
        if (both < MinForeignLetters || both * 2 < all)
            return default;
        return (letters[Scripts.Kana] * 10 > both ? "ja" : "zh", ScriptRate);
    }

    private static (string? Language, double Rate) Decide(ReadOnlySpan<float> votes, int words, int letters, bool latin)
    {
        var best = 0;
        for (var i = 1; i < Coded.Length; i++)
            best = votes[i] > votes[best] ? i : best;
        var second = 0f;
        for (var i = 0; i < Coded.Length; i++)
            second = i == best ? second : Math.Max(second, votes[i]);
        if (votes[best] < MinVotes || votes[best] < second * 1.25f || votes[best] < words * 0.1f)
            return default;
        var sure = letters >= 40 && votes[best] >= 4 && votes[best] >= second * 1.6f && votes[best] >= words * 0.2f;
        return (Coded[best], sure || !latin ? SureRate : LikelyRate);
    }

    /// <summary>Reads one line; returns the number of its words.</summary>
    private static int Read(ReadOnlySpan<char> line, Span<int> letters, Span<float> votes)
    {
        foreach (var c in line)
        {
            if (char.IsAsciiLetter(c))
            {
                letters[Scripts.Latin]++;
            }
            else if (c >= 0x80)
            {
                if (char.IsLetter(c))
                    letters[Scripts.Of(c)]++;
                if (c < LetterMasks.Length && LetterMasks[c] is var mask and not 0)
                    Vote(mask, 0.7f, votes);
            }
        }

        var reader = new LexiconReader(Words, line);
        while (reader.Read())
            Vote(reader.Classes, WeightOf(reader.End - reader.Start), votes);
        return reader.Words;
    }

    /// <summary>The shorter a word the more often it is something else: a variable, an initial.</summary>
    private static float WeightOf(int letters) => letters switch { 1 => 0.3f, 2 => 0.7f, _ => 1 };

    /// <summary>A word of many languages speaks little for each.</summary>
    private static void Vote(ulong classes, float weight, Span<float> votes)
    {
        weight /= BitOperations.PopCount(classes);
        for (var left = classes; left != 0; left &= left - 1)
            votes[BitOperations.TrailingZeroCount(left)] += weight;
    }

    private static ulong[] BuildLetters()
    {
        var masks = new ulong[0x1F00];
        foreach (var line in LanguageWords.Letters.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(' ');
            var mask = parts[1..].Aggregate(0UL, (all, code) => all | Words.MaskOf(code));
            foreach (var letter in parts[0])
                masks[letter] |= mask;
        }

        return masks;
    }
}
