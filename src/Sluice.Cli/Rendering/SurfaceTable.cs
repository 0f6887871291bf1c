using System.Text;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Which texts the endpoints of each dialect have, as the dialects themselves declare it and the tests prove it.</summary>
internal static class SurfaceTable
{
    public static Table Of()
    {
        Table table = new Table().Border(TableBorder.Rounded).Expand().Title("Endpoints and the texts they have")
            .AddColumns("Dialect", "Endpoint", "Texts of requests", "Texts of answers", "Streams");
        foreach ((string dialect, Endpoint endpoint, bool first) in Rows())
            table.AddRow(new Text(first ? dialect : ""), new Text(endpoint.Name), new Text(Requests(endpoint)), new Text(Answers(endpoint)), new Text(Streams(endpoint)));
        return table;
    }

    /// <summary>The same as a table of Markdown.</summary>
    public static string Markdown()
    {
        StringBuilder text = new("| dialect | endpoint | texts of requests | texts of answers | streams |\n|---|---|---|---|---|\n");
        foreach ((string dialect, Endpoint endpoint, _) in Rows())
            text.Append($"| {dialect} | {endpoint.Name} | {Requests(endpoint)} | {Answers(endpoint)} | {Streams(endpoint)} |\n");
        return text.ToString();
    }

    private static IEnumerable<(string Dialect, Endpoint Endpoint, bool First)> Rows() =>
        DialectCatalog.All.Values.OrderBy(d => d.Name, StringComparer.Ordinal).SelectMany(d => d.Endpoints.Select((e, i) => (d.Name, e, i == 0)));

    private static string Requests(Endpoint endpoint) => Or(Texts(endpoint.RequestScopes));

    private static string Answers(Endpoint endpoint) => Or(Texts(endpoint.AnswerScopes));

    private static string Texts(IReadOnlyList<ContentScope> scopes) => scopes.Distinct().Count() == Enum.GetValues<ContentScope>().Length ? "all" : PolicySentences.Scopes(scopes);

    private static string Streams(Endpoint endpoint) => Or(string.Join(", ", endpoint.StreamTypes.Select(Framing).Distinct(StringComparer.Ordinal)));

    private static string Framing(string mediaType) => mediaType switch
    {
        "text/event-stream" => "events",
        "application/json" => "JSON array",
        "application/vnd.amazon.eventstream" => "AWS events",
        _ => "JSON lines",
    };

    private static string Or(string text) => text.Length == 0 ? "-" : text;
}
