using Sluice.Gateway.Configuration;
using Sluice.Inspection;
using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Where each rule of a policy runs and whether it makes streams wait; texts with equal coverage share a row.</summary>
internal static class CoverageReport
{
    /// <summary>Rule × texts: which endpoints have such texts, <see cref="SurfaceTable"/> says.</summary>
    public static Table Of(GatewaySnapshot snapshot, Policy policy) => Make(
        snapshot,
        policy,
        "what runs where",
        rows => rows.GroupBy(r => r.Scope).Select(g => new Line("", g.Key, g.Any(r => r.Request), g.Any(r => r.Whole), g.Any(r => r.Streamed), g.Max(r => r.Delay))));

    /// <summary>Rule × dialect × endpoint × texts, nothing left out.</summary>
    public static Table InFull(GatewaySnapshot snapshot, Policy policy) => Make(
        snapshot,
        policy,
        "what runs where, endpoint by endpoint",
        rows => rows.Select(r => new Line($"{r.Dialect} {r.Endpoint}", r.Scope, r.Request, r.Whole, r.Streamed, r.Delay)));

    private static Table Make(GatewaySnapshot snapshot, Policy policy, string title, Func<IEnumerable<CoverageRow>, IEnumerable<Line>> lines)
    {
        List<RuleOptions> written = snapshot.Options.Inspection.Policies[policy.Name].Rules;
        ILookup<PolicySentence, CoverageRow> rows = CoverageTable.Of(policy).ToLookup(r => r.Sentence);
        List<(string Rule, List<Line> Lines)> rules = [.. policy.Sentences.Select((s, i) => (PolicySentences.Of(s, written[i]), lines(rows[s]).ToList()))];
        bool places = rules.Exists(r => r.Lines.Exists(l => l.Place.Length > 0));
        Table table = new Table().Border(TableBorder.Rounded).Expand().Title(Markup.Escape($"Policy {policy.Name}: {title}")).AddColumn(new TableColumn("Rule").Width(30));
        if (places)
            table.AddColumn("Endpoint");
        table.AddColumn("Texts").AddColumns("Request", "Answer", "Stream", "Waits");
        for (int i = 0; i < rules.Count; i++)
        {
            if (i > 0)
                table.AddEmptyRow();
            AddRule(table, rules[i].Rule, rules[i].Lines, places);
        }

        return table;
    }

    private static void AddRule(Table table, string sentence, List<Line> lines, bool places)
    {
        string rule = sentence;
        foreach (var group in lines.GroupBy(l => (l.Place, l.Request, l.Whole, l.Streamed, l.Delay)))
        {
            List<Text> cells = [new(rule)];
            if (places)
                cells.Add(new Text(group.Key.Place));
            cells.AddRange([new(PolicySentences.Scopes(group.Select(l => l.Scope))), Tick(group.Key.Request), Tick(group.Key.Whole), Tick(group.Key.Streamed), Waits(group.Key.Delay)]);
            table.AddRow(cells);
            rule = "";
        }
    }

    private static Text Waits(StreamDelay delay) => new(delay == StreamDelay.None ? "-" : delay.ToString().ToLowerInvariant());

    private static Text Tick(bool yes) => new(yes ? "yes" : "-");

    private readonly record struct Line(string Place, ContentScope Scope, bool Request, bool Whole, bool Streamed, StreamDelay Delay);
}
