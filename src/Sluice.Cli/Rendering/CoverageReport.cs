using Sluice.Gateway.Configuration;
using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Where each rule of a policy runs and whether it makes streams wait; scopes with equal coverage share a row.</summary>
internal static class CoverageReport
{
    public static Table Of(GatewaySnapshot snapshot, Policy policy)
    {
        Table table = new Table().Border(TableBorder.Rounded).Expand().Title(Markup.Escape($"Policy {policy.Name}: what runs where"))
            .AddColumn(new TableColumn("Rule").Width(30)).AddColumn("Endpoint").AddColumn("Texts")
            .AddColumns("Request", "Answer", "Stream", "Waits");
        List<RuleOptions> written = snapshot.Options.Inspection.Policies[policy.Name].Rules;
        ILookup<PolicySentence, CoverageRow> rows = CoverageTable.Of(policy).ToLookup(r => r.Sentence);
        for (int i = 0; i < policy.Sentences.Count; i++)
        {
            if (i > 0)
                table.AddEmptyRow();
            AddRule(table, PolicySentences.Of(policy.Sentences[i], written[i]), rows[policy.Sentences[i]]);
        }

        return table;
    }

    private static void AddRule(Table table, string sentence, IEnumerable<CoverageRow> rows)
    {
        // First the scopes of one endpoint that are alike, then the endpoints that have the same of them.
        var alike = rows.GroupBy(r => (Place: $"{r.Dialect} {r.Endpoint}", r.Request, r.Whole, r.Streamed, r.Holds))
            .Select(g => (g.Key, Scopes: PolicySentences.Scopes(g.Select(r => r.Scope))))
            .GroupBy(g => (g.Scopes, g.Key.Request, g.Key.Whole, g.Key.Streamed, g.Key.Holds));
        string rule = sentence;
        foreach (var group in alike)
        {
            string places = string.Join(", ", group.Select(g => g.Key.Place));
            table.AddRow(new Text(rule), new Text(places), new Text(group.Key.Scopes), Tick(group.Key.Request), Tick(group.Key.Whole), Tick(group.Key.Streamed), Tick(group.Key.Holds));
            rule = "";
        }
    }

    private static Text Tick(bool yes) => new(yes ? "yes" : "-");
}
