using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>
/// The engine's definition of a match, carried out literally on .NET's backtracking expressions: for every start the longest accepted end, merged.
/// Slow, and independent of the engine.
/// </summary>
internal static class ReferenceScanner
{
    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    public static List<string> Find(IReadOnlyList<PatternRule> rules, string text)
    {
        var covered = new bool[text.Length];
        var joined = new bool[text.Length + 1];
        foreach (var rule in rules)
        {
            for (var start = 0; start < text.Length; start++)
            {
                var end = End(rule, text, start);
                for (var i = start; i < end; i++)
                    covered[i] = true;
                for (var i = start + 1; i < end; i++)
                    joined[i] = true;
            }
        }

        var found = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!covered[i])
                continue;
            var from = i;
            while (i + 1 < text.Length && covered[i + 1] && joined[i + 1])
                i++;
            found.Add(text[from..(i + 1)]);
        }

        return found;
    }

    private static int End(PatternRule rule, string text, int start)
    {
        var context = rule.Context is null ? "" : $"(?<={rule.Context})";
        if (!Matches($@"\G{context}(?:{rule.Pattern})", text, start))
            return -1;
        for (var end = Math.Min(text.Length, start + 2_048); end > start; end--)
        {
            if (!Matches($@"\G{context}(?:{rule.Pattern})(?=[\s\S]{{{text.Length - end}}}\z)", text, start))
                continue;
            if (rule.Tail is not null)
                return TailEnd(rule.Tail, text, start, end);
            if (rule.Validator is null || rule.Validator(text.AsSpan(start, end - start)))
                return end;
        }

        return -1;
    }

    /// <summary>The head commits at its first end; the tail follows from there.</summary>
    private static int TailEnd(PatternTail tail, string text, int start, int longest)
    {
        _ = start;
        var run = Expression($@"\G(?:{tail.Allowed})*").Match(text, longest);
        var end = Math.Min(run.Index + run.Length, longest + tail.Limit);
        if (tail.EndMarker is null)
            return end;
        var marker = Expression(tail.EndMarker).Match(text, longest);
        return marker.Success && marker.Index < end ? Math.Min(marker.Index + marker.Length, longest + tail.Limit) : end;
    }

    private static bool Matches(string pattern, string text, int start) => Expression(pattern).IsMatch(text, start);

    private static Regex Expression(string pattern) =>
        Expressions.GetOrAdd(pattern, static p => new Regex(p, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)));
}
