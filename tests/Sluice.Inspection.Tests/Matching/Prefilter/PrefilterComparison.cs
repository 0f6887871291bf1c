using System.Runtime.Intrinsics.X86;
using System.Text;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Matching.Prefilter;

namespace Sluice.Inspection.Tests.Matching.Prefilter;

/// <summary>Runs the engine with and without a prefilter over random rules and texts in which matches are rare, places chosen at random.</summary>
/// <param name="Spans">Spans that the unaccelerated engine found.</param>
/// <param name="Runs">Texts that were run through a prefilter.</param>
/// <param name="Differences">How many of them came out differently.</param>
/// <param name="First">The first of these.</param>
internal sealed record PrefilterComparison(int Spans, int Runs, int Differences, string? First)
{
    /// <param name="seed">Of everything that is random.</param>
    /// <param name="rounds">Sets of rules.</param>
    /// <param name="kernels">Each gets a prefilter of its own for each text.</param>
    /// <param name="spoil">Breaks a prefilter before it is used; false where it has nothing to break.</param>
    public static PrefilterComparison Run(int seed, int rounds, IReadOnlyList<PrefilterKernel> kernels, Func<AnchorPrefilter, Random, bool>? spoil = null)
    {
        var random = new Random(seed);
        var source = new RandomRules(random);
        int spans = 0, runs = 0, differences = 0;
        string? first = null;
        for (int round = 0; round < rounds; round++)
        {
            var rules = source.Rules();
            if (rules.Exists(rule => rule.Pattern.Contains("[^a]", StringComparison.Ordinal) && random.Next(4) != 0)) continue;
            var set = PatternSet.CompileUnbounded(rules, new PatternSetOptions());
            RuleRole[] roles = [.. rules.Select(_ => RuleRole.Act)];
            for (int i = 0; i < 6; i++)
            {
                string text = SparseText(random, source, random.Next(5) == 0 ? 9_000 : 200), context = source.Context();
                var found = new MatchBuffer();
                var cursor = new MatchCursor(set, roles);
                cursor.Reset(context);
                cursor.Scan(text, end: true, found);
                string wanted = EngineRuns.Text(EngineRuns.Spans(found));
                spans += found.Spans.Count;
                foreach (var kernel in kernels)
                {
                    var prefilter = EngineRuns.Prefilter(rules, kernel, random);
                    if (spoil?.Invoke(prefilter, random) == false) continue;
                    string got = EngineRuns.Text(EngineRuns.FromOrigins(set, text, context, roles, prefilter).Acting);
                    runs++;
                    if (string.Equals(wanted, got, StringComparison.Ordinal)) continue;
                    differences++;
                    first ??= $"{kernel} '{text}'\n{string.Join('\n', rules)}\nwant {wanted}\ngot  {got}";
                }
            }
        }

        return new PrefilterComparison(spans, runs, differences, first);
    }

    /// <summary>Those of this machine.</summary>
    public static IReadOnlyList<PrefilterKernel> Kernels { get; } =
    [
        PrefilterKernel.Scalar,
        .. Avx2.IsSupported ? [PrefilterKernel.Avx2] : Array.Empty<PrefilterKernel>(),
        .. Avx512Vbmi.IsSupported ? [PrefilterKernel.Avx512Vbmi] : Array.Empty<PrefilterKernel>(),
    ];

    private static string SparseText(Random random, RandomRules source, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append("xyz.\u00E9\u4E2D-"[random.Next(7)], random.Next(60));
            if (random.Next(2) == 0) text.Append(source.Text(8));
        }

        return text.ToString();
    }
}
