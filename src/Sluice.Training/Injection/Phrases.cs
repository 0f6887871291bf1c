using System.Text;

namespace Sluice.Training.Injection;

/// <summary>
/// Writes texts from rules: <c>@name</c> begins a rule or goes on with one, each line below it is one alternative; in it <c>{name}</c> stands for a rule, <c>(a|b|)</c> for a choice, and
/// <c>\</c> takes the meaning from the character behind it, save for <c>\n</c>. The same seed gives the same texts.
/// </summary>
internal sealed class Phrases
{
    /// <summary>Rules within rules; deeper ones are left out, so that rules that name each other end.</summary>
    private const int MaxDepth = 12;

    private readonly Dictionary<string, List<string>> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads the rules that are embedded in this assembly.</summary>
    public static Phrases Embedded()
    {
        var phrases = new Phrases();
        foreach (string name in typeof(Phrases).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(Phrases).Assembly.GetManifestResourceStream(name)!);
            phrases.Read(reader);
        }

        return phrases;
    }

    /// <summary>Names of the rules that end so, in order.</summary>
    public IEnumerable<string> RulesEnding(string end) => _rules.Keys.Where(r => r.EndsWith(end, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Adds or replaces a rule.</summary>
    public void Set(string rule, params string[] alternatives) => _rules[rule] = [.. alternatives];

    /// <summary>Number of a rule's alternatives.</summary>
    public int Alternatives(string rule) => _rules[rule].Count;

    /// <summary>A text of a rule.</summary>
    public string Write(string rule, Random random)
    {
        var text = new StringBuilder();
        WriteRule(rule, random, text, 0);
        return text.ToString().Trim();
    }

    /// <summary>A text of one of a rule's alternatives.</summary>
    public string Write(string rule, int alternative, Random random)
    {
        var text = new StringBuilder();
        WritePattern(_rules[rule][alternative], random, text, 0);
        return text.ToString().Trim();
    }

    private void Read(TextReader reader)
    {
        List<string>? rule = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('@') && line.Length > 1 && char.IsAsciiLetterLower(line[1]))
                rule = Rule(line[1..].Trim());
            else if (rule is not null && line.Length > 0)
                rule.Add(line);
        }
    }

    /// <summary>A rule that is there already goes on: large rules are spread over files.</summary>
    private List<string> Rule(string name)
    {
        if (!_rules.TryGetValue(name, out List<string>? rule))
            _rules[name] = rule = [];
        return rule;
    }

    private void WriteRule(string rule, Random random, StringBuilder text, int depth)
    {
        List<string> alternatives = _rules[rule];
        if (depth <= MaxDepth)
            WritePattern(alternatives[random.Next(alternatives.Count)], random, text, depth);
    }

    private void WritePattern(ReadOnlySpan<char> pattern, Random random, StringBuilder text, int depth)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(pattern[++i] == 'n' ? '\n' : pattern[i]);
            }
            else if (c == '(' && End(pattern, i) is var end and > 0)
            {
                WriteChoice(pattern[(i + 1)..end], random, text, depth);
                i = end;
            }
            else if (c == '{' && pattern[i..].IndexOf('}') is var length and > 1 && _rules.ContainsKey(pattern.Slice(i + 1, length - 1).ToString()))
            {
                WriteRule(pattern.Slice(i + 1, length - 1).ToString(), random, text, depth + 1);
                i += length;
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private void WriteChoice(ReadOnlySpan<char> choices, Random random, StringBuilder text, int depth)
    {
        var starts = new List<int> { 0 };
        var nesting = 0;
        for (var i = 0; i < choices.Length; i++)
        {
            if (choices[i] == '\\')
                i++;
            else if (choices[i] == '(')
                nesting++;
            else if (choices[i] == ')')
                nesting--;
            else if (choices[i] == '|' && nesting == 0)
                starts.Add(i + 1);
        }

        var chosen = random.Next(starts.Count);
        var end = chosen + 1 < starts.Count ? starts[chosen + 1] - 1 : choices.Length;
        WritePattern(choices[starts[chosen]..end], random, text, depth);
    }

    /// <summary>Where the choice that begins here ends, or 0 where it does not.</summary>
    private static int End(ReadOnlySpan<char> pattern, int from)
    {
        var nesting = 0;
        for (var i = from; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == '(')
                nesting++;
            else if (pattern[i] == ')' && --nesting == 0)
                return i;
        }

        return 0;
    }
}
