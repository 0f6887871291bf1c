using System.Buffers;
using System.Text;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection;

/// <summary>Makes rules of the user's own <c>Words</c> and <c>Pattern</c>.</summary>
public static class UserDetectors
{
    /// <summary>Most words that one detector may have.</summary>
    public const int MaxWords = 10_000;

    /// <summary>Longest word or phrase, in UTF-16 units.</summary>
    public const int MaxWordLength = 512;

    /// <summary>Pattern text of one rule's alternation of words: keeps every automaton far below the engine's limit for one rule.</summary>
    private const int MaxAlternationLength = 1_500;

    private static readonly SearchValues<char> Special = SearchValues.Create(@"\*+?|{}[]()^$.#-");

    /// <summary>
    /// Appends the rules of the detector <paramref name="name"/> to <paramref name="rules"/>. Returns what is wrong with the options, or null;
    /// whether a <c>Pattern</c> lies in the regular subset is judged by <see cref="PatternSet.Compile"/>.
    /// </summary>
    public static string? Build(string name, DetectorOptions options, ICollection<PatternRule> rules)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rules);

        var hasPattern = !string.IsNullOrEmpty(options.Pattern);
        if (hasPattern && options.Words.Count > 0)
            return "has both Words and Pattern; give one of them";
        if (hasPattern)
        {
            rules.Add(new PatternRule { Name = name, Pattern = options.Pattern! });
            return null;
        }

        return options.Words.Count switch
        {
            0 => "has neither Words nor Pattern; give one of them",
            > MaxWords => $"has {options.Words.Count} Words; at most {MaxWords} are allowed",
            _ => BuildWords(name, options.Words, rules),
        };
    }

    private static string? BuildWords(string name, List<string> words, ICollection<PatternRule> rules)
    {
        var built = new List<PatternRule>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var alternation = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i]?.Trim() ?? "";
            if (word.Length == 0)
                return $"Words:{i} is empty";
            if (word.Length > MaxWordLength)
                return $"Words:{i} has {word.Length} characters; at most {MaxWordLength} are allowed";
            if (!seen.Add(word))
                continue;

            if (alternation.Length > MaxAlternationLength)
                Close(name, alternation, built);
            if (alternation.Length > 0)
                alternation.Append('|');
            AppendWord(alternation, word);
        }

        Close(name, alternation, built);
        foreach (var rule in built)
            rules.Add(rule);
        return null;
    }

    private static void Close(string name, StringBuilder alternation, List<PatternRule> rules)
    {
        var ruleName = rules.Count == 0 ? name : $"{name}#{rules.Count + 1}";
        rules.Add(new PatternRule { Name = ruleName, Pattern = $"(?i:{alternation})" });
        alternation.Clear();
    }

    /// <summary>The word as a pattern: whole words only where its edge is a word character, any short run of white space for its spaces.</summary>
    private static void AppendWord(StringBuilder pattern, string word)
    {
        if (IsWordCharacter(word[0]))
            pattern.Append(@"\b");
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsWhiteSpace(word[i]))
            {
                pattern.Append(@"\s{1,8}");
                while (char.IsWhiteSpace(word[i + 1]))
                    i++;
                continue;
            }

            if (Special.Contains(word[i]))
                pattern.Append('\\');
            pattern.Append(word[i]);
        }

        if (IsWordCharacter(word[^1]))
            pattern.Append(@"\b");
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
