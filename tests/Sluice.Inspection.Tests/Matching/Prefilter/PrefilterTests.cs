using Sluice.Inspection.Matching.Prefilter;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching.Prefilter;

/// <summary>The prefilter never changes a result: every kernel, and what it is made of.</summary>
public class PrefilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Results_are_those_of_the_unaccelerated_engine(int seed)
    {
        var comparison = PrefilterComparison.Run(seed, rounds: 150, PrefilterComparison.Kernels);
        Assert.True(comparison.Differences == 0, comparison.First);
        Assert.InRange(comparison.Spans, 1_000, int.MaxValue);
    }

    [Fact]
    public unsafe void All_kernels_set_the_same_bits_and_the_index_names_exactly_the_anchors()
    {
        var random = new Random(4);
        var source = new RandomRules(random);
        byte[] bytes = new byte[1 + 1_024 + AnchorScan.Slack + Anchor.Width];
        for (int round = 0; round < 60; round++)
        {
            List<Anchor> anchors = [.. Enumerable.Range(0, 12).SelectMany(_ => source.Rules()).SelectMany(rule => AnchorAnalysis.Analyze(PatternParser.Parse("r", rule.Pattern), random)).Take(AnchorIndex.Capacity)];
            var tables = new AnchorTables(anchors, nibbles: round % 3 == 0);
            var index = new AnchorIndex(anchors);
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(random.Next(40) == 0 ? random.Next(256) : "abc xA"[random.Next(6)]);
            if (round % 2 == 0) bytes.AsSpan().Replace((byte)'x', (byte)200);
            ulong[] wanted = new ulong[16];
            fixed (byte* pointer = bytes)
            {
                AnchorScan.Run(PrefilterKernel.Scalar, tables, pointer, 1_024, wanted);
                Assert.Contains(wanted, word => word != 0);
                foreach (var kernel in PrefilterComparison.Kernels)
                {
                    ulong[] got = new ulong[16];
                    AnchorScan.Run(kernel, tables, pointer, 1_024, got);
                    Assert.Equal(wanted, got);
                }
            }

            for (int place = 0; place < 1_024; place++)
            {
                var numbers = new AnchorIndex.Bits(index.At(ref bytes[place]));
                List<int> at = [];
                while (numbers.MoveNext()) at.Add(numbers.Current);
                Assert.Equal(Enumerable.Range(0, anchors.Count).Where(a => Enumerable.Range(0, Anchor.Width).All(p => anchors[a].Sets[p].Contains(bytes[place + p]))), at);
                Assert.True(at.Count == 0 || (wanted[place >> 6] >> place & 1) != 0, "a bucket must hold all its anchors");
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
}
