using System.Diagnostics;
using Sluice.Benchmarks.Corpus;
using Sluice.Benchmarks.Reports;
using Sluice.Inspection;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Benchmarks;

/// <summary>Throughput on texts whose author wants the engine to be slow: every unit begins something, nothing ends it.</summary>
internal static class AdversarialRun
{
    private const int Length = 1_000_000;
    private const int PieceLength = 64;
    private static readonly TimeSpan MostPerInput = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        int length = options.Quick ? Length / 10 : Length;
        Policy strict = await ShippedPolicies.LoadAsync(ShippedPolicies.Strict);
        PatternSet set = PatternSet.Compile([.. DetectorCatalog.All.SelectMany(d => d.Rules)]);
        var report = new Report("Adversarial inputs", "adversarial", options);
        report.Begin($"All built-in rules acting on {length:N0} characters of repeated text, as one text and as a stream in pieces of {PieceLength}. Target: 10 MB/s each (a character is a byte here). " +
            "Best of three runs after one that warms up; a run is broken off after 8 s and reckoned by what it had done.");
        report.Head("input", "whole, MB/s", "streamed, MB/s", "target");
        foreach ((string name, string text) in Inputs(length))
            report.Row(name, $"{Best(() => Whole(set, text)):F1}", $"{Best(() => Streamed(strict, text)):F1}", ">= 10");
        await report.SaveAsync();
        return 0;
    }

    private static IEnumerable<(string Name, string Text)> Inputs(int length)
    {
        var random = new Random(11);
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        yield return ("ordinary mixed text, for comparison", new TextMaker(seed: 3).Mixed(length));
        yield return ("`a.a.a.`", Fill("a.", length));
        yield return ("`http://a?`", Fill("http://a?", length));
        yield return ("digits", Fill("1234567890", length));
        yield return ("`4111 1111 ` (card-like groups)", Fill("4111 1111 ", length));
        yield return ("`-----BEGIN RSA PRIVATE KEY-----`", Fill("-----BEGIN RSA PRIVATE KEY-----\n", length));
        yield return ("`-----BEGIN `", Fill("-----BEGIN ", length));
        yield return ("`eyJhbGciOi`", Fill("eyJhbGciOi", length));
        yield return ("`eyJhbGciOiJIUzI1NiJ9.`", Fill("eyJhbGciOiJIUzI1NiJ9.", length));
        yield return ("`a@a@`", Fill("a@", length));
        yield return ("`a@a.`", Fill("a@a.", length));
        yield return ("`key=key=`", Fill("key=", length));
        yield return ("`password: \"`", Fill("password: \"", length));
        yield return ("base64", Convert.ToBase64String(noise)[..length]);
        yield return ("hexadecimal", Convert.ToHexStringLower(noise)[..length]);
        yield return ("spaces", Fill(" ", length));
        yield return ("`sk-`", Fill("sk-", length));
        yield return ("`+1 `", Fill("+1 ", length));
    }

    private static string Fill(string unit, int length) => string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1))[..length];

    private static double Best(Func<(int Done, TimeSpan Took)> run)
    {
        double best = 0;
        TimeSpan spent = TimeSpan.Zero;
        for (int i = 0; i < 4; i++)
        {
            (int done, TimeSpan took) = run();
            spent += took;
            if (i > 0)
                best = Math.Max(best, done / took.TotalSeconds / 1e6);
            if (i > 0 && spent > MostPerInput)
                break;
        }

        return best;
    }

    private static (int Done, TimeSpan Took) Whole(PatternSet set, string text)
    {
        var roles = new RuleRole[set.Rules.Count];
        Array.Fill(roles, RuleRole.Act);
        long start = Stopwatch.GetTimestamp();
        set.FindAll(text, default, roles, new MatchBuffer(), new MatchBuffer());
        return (text.Length, Stopwatch.GetElapsedTime(start));
    }

    private static (int Done, TimeSpan Took) Streamed(Policy policy, string text)
    {
        using var held = new HeldText(policy.Plan(Direction.Response, ContentScope.Assistant), ShippedPolicies.Chat(policy), new LaneSource(ContentScope.Assistant));
        using var output = new PooledBuffer<char>();
        var found = new MatchBuffer();
        long start = Stopwatch.GetTimestamp();
        int at = 0;
        while (at < text.Length && Stopwatch.GetElapsedTime(start) < MostPerInput)
        {
            output.Clear();
            ReadOnlySpan<char> piece = text.AsSpan(at, Math.Min(PieceLength, text.Length - at));
            at += piece.Length;
            held.Push(piece, piece, end: at == text.Length, found, output);
        }

        return (at, Stopwatch.GetElapsedTime(start));
    }
}
