using System.Diagnostics;
using System.Globalization;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;

namespace Sluice.Benchmarks.Micro;

/// <summary>Compiles what a start of the gate compiles, in a process that has done nothing else: the JIT's work is part of the figure.</summary>
internal static class ConstructionProbe
{
    private const string Rules = "rules";
    private const string Configuration = "configuration";
    private const string FirstScan = "first-scan";

    public static IReadOnlyList<string> Subjects { get; } = [Rules, Configuration, FirstScan];

    public static string Describe(string subject) => subject switch
    {
        Rules => "all built-in rules, one set",
        Configuration => "the shipped configuration, all its policies",
        _ => "the first scan after that: 2,000 characters",
    };

    /// <summary>The child: prints milliseconds.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        long start = Stopwatch.GetTimestamp();
        switch (args.FirstOrDefault())
        {
            case Rules:
                Compile();
                break;
            case Configuration:
                await ShippedPolicies.LoadAsync(ShippedPolicies.Default);
                break;
            case FirstScan:
                PatternSet set = Compile();
                string text = new Corpus.TextMaker(seed: 1).Mixed(2_000);
                var roles = new RuleRole[set.Rules.Count];
                Array.Fill(roles, RuleRole.Act);
                start = Stopwatch.GetTimestamp();
                set.FindAll(text, default, roles, new MatchBuffer(), new MatchBuffer());
                break;
            default:
                return 2;
        }

        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Runs the child and returns what it measured, in milliseconds.</summary>
    public static async Task<double> MeasureAsync(string subject)
    {
        using var child = EndToEnd.Child.StartSelf("construct", ["construct", subject]);
        return double.Parse(await child.ReadLineAsync(TimeSpan.FromSeconds(60)), CultureInfo.InvariantCulture);
    }

    private static PatternSet Compile() => PatternSet.Compile([.. DetectorCatalog.All.SelectMany(d => d.Rules)]);
}
