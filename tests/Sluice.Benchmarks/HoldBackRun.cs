using Sluice.Benchmarks.Corpus;
using Sluice.Benchmarks.Reports;
using Sluice.Inspection;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Benchmarks;

/// <summary>How many characters wait for more text after each piece of a streamed answer.</summary>
internal static class HoldBackRun
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        string prose = new TextMaker(seed: 7).Prose(options.Quick ? 50_000 : 500_000);
        string[] deltas = Deltas.TokenLike(prose, seed: 7);
        var report = new Report("Hold-back", "holdback", options);
        report.Begin($"Characters held after each delta of a streamed answer: prose, {deltas.Length:N0} token-like deltas of {(double)prose.Length / deltas.Length:F2} characters on average. " +
            "Nothing is timed here: the figures are the same on every machine.");
        report.Head("acting rules", "target mean", "mean", "p50", "p90", "p99", "max", "nothing held after");
        Row(report, "all built-in rules (policy `strict`)", "<= 5.5", await ShippedPolicies.LoadAsync(ShippedPolicies.Strict), deltas);
        Row(report, "policy `default`", "<= 0.5", await ShippedPolicies.LoadAsync(ShippedPolicies.Default), deltas);
        await report.SaveAsync();
        return 0;
    }

    private static void Row(Report report, string name, string target, Policy policy, string[] deltas)
    {
        using var text = new HeldText(policy.Plan(Direction.Response, ContentScope.Assistant), ShippedPolicies.Chat(policy), new LaneSource(ContentScope.Assistant));
        using var output = new PooledBuffer<char>();
        var found = new MatchBuffer();
        double[] held = new double[deltas.Length];
        for (int i = 0; i < deltas.Length; i++)
        {
            output.Clear();
            text.Push(deltas[i], deltas[i], end: false, found, output);
            held[i] = text.Held;
        }

        double mean = held.Average();
        double free = (double)held.Count(h => h == 0) / held.Length;
        Array.Sort(held);
        report.Row(name, target, $"{mean:F2}", $"{Sample.Quantile(held, 0.5):F0}", $"{Sample.Quantile(held, 0.9):F0}", $"{Sample.Quantile(held, 0.99):F0}", $"{held[^1]:F0}", $"{free:P0} of deltas");
    }
}
