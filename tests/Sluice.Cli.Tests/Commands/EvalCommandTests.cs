using System.Text.Json;
using System.Xml.Linq;
using Sluice.Cli.Evaluation.Report;

namespace Sluice.Cli.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-eval-");

    [Fact]
    public async Task It_counts_what_the_shipped_detectors_find_and_writes_it_down()
    {
        string data = Write(
            "a.jsonl",
            """{"id":"1","text":"😀 mail a@example.org","label":[{"start":7,"end":20,"type":"EMAIL"}],"task":"pii_spans","source":"mine"}""",
            """{"id":"2","text":"card 4111 1111 1111 1111","label":[{"start":5,"end":24,"type":"CREDIT_CARD"}],"task":"pii_spans","source":"mine"}""",
            """{"id":"3","text":"passport of whom?","label":[{"start":0,"end":8,"type":"PASSPORT"}],"task":"pii_spans","source":"mine"}""",
            """{"id":"4","text":"good day","label":"benign","task":"prompt_attack","source":"other"}""");
        string page = Write("page.md", "# Mine", MarkdownReport.Begin, "old", MarkdownReport.End, "behind");
        Ended eval = await SluiceProcess.RunAsync("eval", data, "--json", Path("r.json"), "--markdown", page, "--svg", Path("r.svg"), "--obfuscated", "2");
        Assert.Equal((0, ""), (eval.ExitCode, eval.Error));
        Assert.Contains("personal-data-structured", eval.Output, StringComparison.Ordinal);

        using JsonDocument result = JsonDocument.Parse(await File.ReadAllTextAsync(Path("r.json"), TestContext.Current.CancellationToken));
        JsonElement target = result.RootElement.GetProperty("targets").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "personal-data-structured");
        JsonElement spans = target.GetProperty("spans")[0];
        Assert.Equal((2, 3), (spans.GetProperty("exactRecall").GetProperty("hits").GetInt32(), spans.GetProperty("exactRecall").GetProperty("of").GetInt32()));
        Assert.Equal(1, spans.GetProperty("exactPrecision").GetProperty("value").GetDouble());

        string text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.StartsWith("# Mine\n" + MarkdownReport.Begin, text, StringComparison.Ordinal);
        Assert.EndsWith(MarkdownReport.End + "\nbehind\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(Path("r.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task A_bad_line_is_named_and_the_others_count()
    {
        string data = Write("a.jsonl", """{"text":"x","label":"benign","task":"prompt_attack","source":"s"}""", "{oops", """{"text":"a@example.org","label":[{"start":0,"end":13,"type":"EMAIL"}],"task":"pii_spans","source":"s"}""");
        Ended eval = await SluiceProcess.RunAsync("eval", _folder.FullName, "--json", Path("r.json"));
        Assert.Equal(1, eval.ExitCode);
        Assert.Contains($"{data}:2: no JSON", eval.Error, StringComparison.Ordinal);
        Assert.Contains("1 line(s) are no records", eval.Error, StringComparison.Ordinal);
        using JsonDocument result = JsonDocument.Parse(await File.ReadAllTextAsync(Path("r.json"), TestContext.Current.CancellationToken));
        Assert.Equal((2, 1), (result.RootElement.GetProperty("texts").GetInt32(), result.RootElement.GetProperty("badLines").GetInt32()));
    }

    [Fact]
    public async Task A_page_without_a_place_for_the_tables_is_left_alone()
    {
        string page = Write("page.md", "# Mine");
        Ended eval = await SluiceProcess.RunAsync("eval", Write("a.jsonl", """{"text":"x","label":"benign","task":"prompt_attack","source":"s"}"""), "--markdown", page);
        Assert.Equal(1, eval.ExitCode);
        Assert.Contains(MarkdownReport.Begin, eval.Error, StringComparison.Ordinal);
        Assert.Equal("# Mine\n", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("missing.jsonl", "missing.jsonl")]
    public async Task A_file_that_is_not_there_is_named(string file, string expected)
    {
        Ended eval = await SluiceProcess.RunAsync("eval", Path(file));
        Assert.Equal(1, eval.ExitCode);
        Assert.Contains(expected, eval.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_training_left_out_comes_first_in_the_report()
    {
        string data = Write("a.jsonl", """{"text":"x","label":"benign","task":"prompt_attack","source":"s"}""");
        string unseen = Write(
            "unseen.json",
            """{"command":"make eval DATA=folder","seed":1,"folds":[{"source":"one","head":"any","positives":4,"atOnePercent":3,"atOneInThousand":1},{"source":"two","head":"any","positives":2,"atOnePercent":1,"atOneInThousand":1}],"benign":[{"source":"b","texts":100,"atOnePercent":1,"atOneInThousand":0}]}""");
        Ended eval = await SluiceProcess.RunAsync("eval", data, "--unseen", unseen, "--markdown", Path("r.md"));
        Assert.Equal(0, eval.ExitCode);
        string text = await File.ReadAllTextAsync(Path("r.md"), TestContext.Current.CancellationToken);
        Assert.StartsWith("### Attacks of sources that training has not seen", text, StringComparison.Ordinal);
        Assert.Contains("| **mean of the sources** | any |  | 62.5 % | 37.5 % |", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private string Write(string name, params string[] lines)
    {
        File.WriteAllText(Path(name), string.Join('\n', lines) + "\n");
        return Path(name);
    }
}
