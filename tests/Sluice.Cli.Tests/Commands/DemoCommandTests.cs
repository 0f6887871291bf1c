using System.Globalization;

namespace Sluice.Cli.Tests.Commands;

public sealed class DemoCommandTests(DemoRun run) : IClassFixture<DemoRun>
{
    private readonly Ended _demo = run.Demo;

    [Fact]
    public void The_demo_succeeds_and_shows_every_case()
    {
        Assert.True(_demo.ExitCode == 0, _demo.Output + _demo.Error);
        Assert.Empty(_demo.Error);
        Assert.DoesNotContain("FAILED", _demo.Output, StringComparison.Ordinal);
        Assert.Contains("All cases are as they must be.", _demo.Output, StringComparison.Ordinal);
        string[] cases =
        [
            "in the prompt", @"\uXXXX-escaped", "gzip'd", "whole", @"whole, \uXXXX-escaped", "whole, gzip'd", "whole, in a tool call's arguments (strict policy)",
            "streamed, cut in two at every position", "streamed by characters", @"streamed, \uXXXX-escaped", "streamed, gzip'd",
            "streamed, in a tool call's arguments (strict policy)", "blocked, whole", "blocked, streamed by characters", "clean, whole", "clean, streamed",
        ];
        Assert.Equal(cases, Rows().Select(r => r[0]));
        Assert.All(Rows(), row => Assert.Equal("OK", row[^1]));
    }

    [Fact]
    public void The_number_is_cut_at_every_position_and_held_until_it_is_known()
    {
        string[] row = Row("streamed, cut in two at every position");
        Assert.Contains("4111 1111 1111 1111", row[1], StringComparison.Ordinal);
        Assert.Contains("20 of 20 cuts redacted", row[2], StringComparison.Ordinal);
        Assert.DoesNotContain("4111", row[2], StringComparison.Ordinal);

        // Cut behind its last digit the whole number waits: a letter behind it would make it none.
        Assert.Equal("4111 1111 1111 1111".Length, int.Parse(row[3], CultureInfo.InvariantCulture));
        Assert.Equal("0", Row("clean, streamed")[3]);
    }

    [Fact]
    public void Into_a_pipe_it_writes_plain_text_of_a_hundred_columns()
    {
        Assert.DoesNotContain('\u001b', _demo.Output);
        Assert.All(_demo.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private string[] Row(string name) => Assert.Single(Rows(), r => r[0] == name);

    /// <summary>The tables' rows below their heads, wrapped lines joined.</summary>
    private List<string[]> Rows()
    {
        var rows = new List<string[]>();
        string[]? row = null;
        foreach (string line in _demo.Output.Split('\n'))
        {
            if (!line.StartsWith('│'))
            {
                if (row is not null && !row[^1].Equals("Verdict", StringComparison.Ordinal))
                    rows.Add(row);
                row = null;
                continue;
            }

            string[] cells = line.Trim('│').Split('│').Select(c => c.Trim()).ToArray();
            row = row is null ? cells : row.Zip(cells, (a, b) => $"{a} {b}".Trim()).ToArray();
        }

        return rows;
    }
}

/// <summary>The demo takes seconds and is run once for all tests of it.</summary>
public sealed class DemoRun : IAsyncLifetime
{
    internal Ended Demo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Demo = await SluiceProcess.RunAsync("demo");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
