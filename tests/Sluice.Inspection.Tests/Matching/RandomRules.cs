using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Random rules and texts over a small alphabet, where everything that can collide does.</summary>
internal sealed class RandomRules(Random random)
{
    private static readonly string[] Atoms =
        ["a", "b", "c", "[ab]", "[^a]", "(?i:A)", "a", "b", "\\b", "(?<!a)", "(?!b)", "(?<=[ab])", "(?=c|$)", "\\B", "(?<=b|^)"];

    private static readonly string[] Quantifiers = ["*", "+", "?", "{2}", "{1,3}", "{2,}", "{5,7}", "+?"];

    public List<PatternRule> Rules()
    {
        var rules = new List<PatternRule>();
        int count = 1 + random.Next(4);
        while (rules.Count < count)
        {
            var rule = new PatternRule { Name = $"r{rules.Count}", Pattern = Pattern(3) };
            int kind = random.Next(8);
            if (kind is 0 or 1) rule = rule with { Context = Pattern(2) };
            if (kind is 1 or 2 or 3) rule = rule with { Tail = Tail() };
            else if (kind is 4 or 0) rule = rule with { Validator = EvenSum };
            if (Accepted(rule)) rules.Add(rule);
        }

        return rules;
    }

    public RuleRole[] Roles(int count)
    {
        bool mixed = random.Next(2) == 0;
        return [.. Enumerable.Range(0, count).Select(_ => mixed ? (RuleRole)random.Next(4) : RuleRole.Act)];
    }

    public string Text(int maxLength) => new([.. Enumerable.Range(0, 1 + random.Next(maxLength)).Select(_ => "aaabbc A"[random.Next(8)])]);

    public string Context() => random.Next(3) == 0 ? Text(4) : "";

    private PatternTail Tail()
    {
        string[] allowed = ["[ab]", "[^c]", "[abc ]", "[\\s\\S]", "a"];
        string?[] markers = [null, null, "c", "cb", "b+c", "(?<=a)b", "a{2,}|c"];
        return new PatternTail(allowed[random.Next(allowed.Length)], markers[random.Next(markers.Length)], 1 + random.Next(8));
    }

    private string Pattern(int depth)
    {
        switch (depth <= 0 ? 0 : random.Next(6))
        {
            case 0:
                return Atoms[random.Next(Atoms.Length)];
            case 1 or 2:
                return Pattern(depth - 1) + Pattern(depth - 1);
            case 3:
                return $"(?:{Pattern(depth - 1)}|{Pattern(depth - 1)})";
            case 4:
                return Atoms[random.Next(8)] + Quantifiers[random.Next(Quantifiers.Length)];
            default:
                return $"({Pattern(depth - 1)}b)" + Quantifiers[random.Next(5)];
        }
    }

    private static bool Accepted(PatternRule rule)
    {
        try
        {
            PatternSet.CompileUnbounded([rule], new PatternSetOptions { MaxMatchLength = 1_000 });
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    private static bool EvenSum(ReadOnlySpan<char> candidate)
    {
        int sum = 0;
        foreach (char unit in candidate) sum += unit;
        return sum % 2 == 0;
    }
}
