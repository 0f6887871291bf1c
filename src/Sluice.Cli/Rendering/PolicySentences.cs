using System.Globalization;
using System.Text;
using Sluice.Gateway.Configuration;
using Sluice.Inspection;
using Sluice.Inspection.Policies;

namespace Sluice.Cli.Rendering;

/// <summary>Policies in words.</summary>
internal static class PolicySentences
{
    /// <summary>A rule as a sentence: <c>Find secrets/* (certain) in request, assistant → Redact (24 detectors)</c>.</summary>
    /// <param name="sentence">The rule as it was compiled.</param>
    /// <param name="written">The rule as the user wrote it.</param>
    public static string Of(PolicySentence sentence, RuleOptions written)
    {
        var text = new StringBuilder("Find ").Append(sentence.Find);
        if (written.Certain)
            text.Append(" (certain)");
        text.Append(sentence.In.Count == 0 ? " anywhere" : $" in {string.Join(", ", sentence.In)}");
        text.Append(" → ").Append(sentence.Then?.ToString() ?? "Allow");
        if (written.AtLeast is { } score)
            text.Append(CultureInfo.InvariantCulture, $" from {score} on");
        if (!written.Keep.Equals("none", StringComparison.OrdinalIgnoreCase))
            text.Append(", keeping ").Append(written.Keep);
        return text.Append(" (").Append(Count(sentence.Detectors.Count, "detector")).Append(')').ToString();
    }

    /// <summary>A policy's coverage in one line: what acts on which texts, and where streams wait.</summary>
    public static string Summary(GatewaySnapshot snapshot, string name)
    {
        Policy policy = snapshot.Policies[name];
        List<CoverageRow> rows = CoverageTable.Of(policy).ToList();
        int detectors = policy.Sentences.SelectMany(s => s.Detectors).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        string acts = Scopes(rows.Where(r => r.Sentence.Then > Decision.Flag && r.Streamed).Select(r => r.Scope));
        string holds = Scopes(rows.Where(r => r.Delay > StreamDelay.None).Select(r => r.Scope));
        return $"{name}: {Count(policy.Sentences.Count, "rule")}, {Count(detectors, "detector")}; acts in answers on {Or(acts, "nothing")}; streams wait in {Or(holds, "no text")}";
    }

    public static string Scopes(IEnumerable<ContentScope> scopes) => string.Join(", ", scopes.Distinct().Order().Select(Word));

    /// <summary>The word that policies have for a scope.</summary>
    private static string Word(ContentScope scope) => scope switch
    {
        ContentScope.ToolCall => "tool-call",
        ContentScope.ToolResult => "tool-result",
        _ => scope.ToString().ToLowerInvariant(),
    };

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;
}
