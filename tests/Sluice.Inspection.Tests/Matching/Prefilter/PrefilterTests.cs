using System.Runtime.Intrinsics.X86;
using System.Text;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Matching.Prefilter;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching.Prefilter;

/// <summary>The prefilter never changes a result: random rules, places chosen at random, every kernel, texts in which matches are rare.</summary>
public class PrefilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Results_are_those_of_the_unaccelerated_engine(int seed)
    {
        var random = new Random(seed);
        var source = new RandomRules(random);
        int spans = 0;
        for (int round = 0; round < 150; round++)
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
                foreach (var kernel in Kernels())
                {
                    var prefilter = EngineRuns.Prefilter(rules, kernel, random);
                    string got = EngineRuns.Text(EngineRuns.FromOrigins(set, text, context, roles, prefilter).Acting);
                    Assert.True(string.Equals(wanted, got, StringComparison.Ordinal), $"{kernel} '{text}'\n{string.Join('\n', rules)}\nwant {wanted}\ngot  {got}");
                }
            }
        }

        Assert.InRange(spans, 1_000, int.MaxValue);
    }

    [Fact]
    public unsafe void All_kernels_set_the_same_bits()
    {
        var random = new Random(4);
        var source = new RandomRules(random);
        byte[] bytes = new byte[1 + 1_024 + AnchorScan.Slack + Anchor.Width];
        for (int round = 0; round < 60; round++)
        {
            var tables = new AnchorTables(
                [.. Enumerable.Range(0, 12).SelectMany(_ => source.Rules()).Select(rule => AnchorAnalysis.Analyze(PatternParser.Parse("r", rule.Pattern), random))],
                nibbles: false);
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(random.Next(40) == 0 ? random.Next(256) : "abc xA"[random.Next(6)]);
            if (round % 2 == 0) bytes.AsSpan().Replace((byte)'x', (byte)200);
            var wanted = new Bits();
            fixed (byte* pointer = bytes)
            {
                AnchorScan.Scalar(tables, pointer, 1_024, wanted.Starts, wanted.Inner, wanted.InnerAt);
                Assert.Contains(wanted.Starts, word => word != 0);
                foreach (var kernel in Kernels())
                {
                    var got = new Bits();
                    if (kernel == PrefilterKernel.Avx512Vbmi) AnchorScan.Avx512(tables, pointer, 1_024, got.Starts, got.Inner, got.InnerAt);
                    else if (kernel == PrefilterKernel.Avx2) AnchorScan.Avx2Nibbles(tables, pointer, 1_024, got.Starts, got.Inner, got.InnerAt);
                    else continue;
                    Assert.Equal(wanted.Starts, got.Starts);
                    Assert.Equal(wanted.InnerAt, got.InnerAt);
                    for (int i = 0; i < 1_024; i++) Assert.True((wanted.InnerAt[i >> 6] >> i & 1) == 0 || wanted.Inner[i] == got.Inner[i]);
                }
            }
        }
    }

    [Fact]
    public void Narrowing_is_the_same_for_every_unit_and_length()
    {
        char[] units = [.. Enumerable.Range(0, CharSet.Units).Select(unit => (char)unit)];
        byte[] bytes = new byte[CharSet.Units];
        Narrowing.Narrow(units, bytes);
        for (int unit = 0; unit < CharSet.Units; unit++) Assert.Equal(ByteSet.Narrow(unit), bytes[unit]);
        for (int length = 0; length < 200; length++)
        {
            byte[] some = new byte[length];
            Narrowing.Narrow(units.AsSpan(100, length), some);
            for (int i = 0; i < length; i++) Assert.Equal(ByteSet.Narrow(100 + i), some[i]);
        }
    }

    [Fact]
    public void A_byte_set_holds_at_least_its_units()
    {
        foreach (var set in new[] { CharSet.Range('a', 'z'), UnicodeSets.Word, UnicodeSets.Word.Not(), CharSet.Of('\u4E2D'), CharSet.Range('\u007E', '\u0085') })
        {
            var narrow = ByteSet.Of(set);
            Assert.All(set.Enumerate(), unit => Assert.True(narrow.Contains(ByteSet.Narrow(unit))));
            for (int ascii = 0; ascii < 128; ascii++) Assert.Equal(set.Contains(ascii), narrow.Contains(ascii));
            Assert.True(narrow.Within(narrow.NibbleHull()));
        }
    }

    private static IEnumerable<PrefilterKernel> Kernels()
    {
        yield return PrefilterKernel.Scalar;
        if (Avx2.IsSupported) yield return PrefilterKernel.Avx2;
        if (Avx512Vbmi.IsSupported) yield return PrefilterKernel.Avx512Vbmi;
    }

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

    private sealed class Bits
    {
        public ulong[] Starts { get; } = new ulong[16];

        public ulong[] InnerAt { get; } = new ulong[16];

        public byte[] Inner { get; } = new byte[1_024];
    }
}
