using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Many threads share one cold set, also while its generations are swapped under them.</summary>
public class ConcurrencyTests
{
    private static readonly PatternRule[] Rules =
    [
        new() { Name = "mail", Pattern = "\\b[a-z0-9._]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}\\b" },
        new() { Name = "digits", Pattern = "\\b[0-9](?:[ -]?[0-9]){8,14}\\b", Validator = candidate => candidate.Length % 2 == 0 },
        new() { Name = "value", Pattern = "[a-z0-9]{4,30}", Context = "(?i:key|token)\\s*[:=] ?" },
        new() { Name = "block", Pattern = "<<[a-z]{1,5}:", Tail = new PatternTail("[a-z0-9 .:<>]", ">>", 200) },
    ];

    [Theory]
    [InlineData(16_384, 1)]
    [InlineData(40, 20)]
    public async Task Threads_sharing_a_set_find_what_one_thread_finds(int maxStates, int minGenerations)
    {
        var roles = new[] { RuleRole.Act, RuleRole.Act, RuleRole.Act, RuleRole.Act };
        var shared = PatternSet.CompileUnbounded(Rules, new PatternSetOptions { MaxStates = maxStates });
        var alone = PatternSet.Compile(Rules);
        var random = new Random(5);
        string[] texts = [.. Enumerable.Range(0, 16).Select(_ => RandomText(random, 6_000))];
        string[] wanted = [.. texts.Select(text => EngineRuns.Text(EngineRuns.Whole(alone, text, "", roles).Acting))];
        Assert.All(wanted, spans => Assert.Contains("Rule = 3", spans, StringComparison.Ordinal));

        using var gate = new ManualResetEventSlim();
        var runs = texts.Select((text, i) => Task.Factory.StartNew(
            () =>
            {
                gate.Wait(TestContext.Current.CancellationToken);
                var streamed = EngineRuns.Stream(new MatchCursor(shared, roles), text, "", new Random(i), 6);
                return (Streamed: EngineRuns.Text(streamed), Whole: EngineRuns.Text(EngineRuns.Whole(shared, text, "", roles).Acting));
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        gate.Set();
        var found = await Task.WhenAll(runs);

        for (int i = 0; i < texts.Length; i++)
        {
            Assert.Equal(wanted[i], found[i].Streamed);
            Assert.Equal(wanted[i], found[i].Whole);
        }

        Assert.InRange(shared.Compiled.Decider.Generation, minGenerations, int.MaxValue);
    }

    private static string RandomText(Random random, int length)
    {
        string[] pieces = ["word ", "a.b@c.de ", "4111 1111 1111 ", "key = ", "token: ", "abc123 ", "<<abc: ", "text ", ">> ", "é", "😀", ". ", "x@", "12-34-", "\n"];
        var text = new System.Text.StringBuilder();
        while (text.Length < length) text.Append(pieces[random.Next(pieces.Length)]);
        return text.ToString();
    }
}
