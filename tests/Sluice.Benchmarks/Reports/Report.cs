using System.Text;

namespace Sluice.Benchmarks.Reports;

/// <summary>One results page in the making: what is said in it is printed as well.</summary>
internal sealed class Report(string title, string verb, BenchmarkOptions options)
{
    private readonly StringBuilder _text = new();

    public void Begin(string what)
    {
        Line($"# {title}");
        Line();
        Line(what);
        Line();
        Line($"Machine: {Machine.Describe()}.");
        Line();
        Line($"Reprint: `dotnet run --project tests/Sluice.Benchmarks -c Release -- {verb}{(options.Quick ? " --quick" : "")}`{(options.Quick ? " (quick: rough figures)" : "")}");
        Line();
    }

    public void Line(string text = "")
    {
        Console.WriteLine(text);
        _text.Append(text).Append('\n');
    }

    public void Head(params ReadOnlySpan<string> columns)
    {
        Row(columns);
        Line("|" + string.Concat(Enumerable.Repeat("---|", columns.Length)));
    }

    public void Row(params ReadOnlySpan<string> cells) => Line("| " + string.Join(" | ", cells) + " |");

    public async Task SaveAsync()
    {
        Directory.CreateDirectory(options.Results);
        string path = Path.Combine(options.Results, verb + ".md");
        await File.WriteAllTextAsync(path, _text.ToString());
        Console.WriteLine();
    }
}
