using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching.Syntax;

public class CharSetTests
{
    [Fact]
    public void Set_operations_agree_with_a_bit_per_unit()
    {
        var random = new Random(3);
        for (int round = 0; round < 200; round++)
        {
            var (a, bitsA) = RandomSet(random);
            var (b, bitsB) = RandomSet(random);
            Check(a, unit => bitsA[unit]);
            Check(a.Not(), unit => !bitsA[unit]);
            Check(a.Or(b), unit => bitsA[unit] || bitsB[unit]);
            Check(a.And(b), unit => bitsA[unit] && bitsB[unit]);
            Assert.Equal(a, a.Not().Not());
            Assert.Equal(a.Or(b).GetHashCode(), b.Or(a).GetHashCode());
            Assert.Equal(a.Or(b), b.Or(a));
        }
    }

    [Fact]
    public void The_edges_of_the_range_are_ordinary_members()
    {
        Assert.True(CharSet.Range('\uFFFE', '\uFFFF').Contains(0xFFFF));
        Assert.Equal(CharSet.Empty, CharSet.All.Not());
        Assert.Equal(CharSet.All, CharSet.Range('\0', '\uFFFF'));
        Assert.Equal(CharSet.Of(['\uFFFF', '\uFFFE']), CharSet.Range('\uFFFE', '\uFFFF'));
        Assert.Equal(2, CharSet.Range('\uFFFE', '\uFFFF').Count());
    }

    private static (CharSet Set, bool[] Bits) RandomSet(Random random)
    {
        bool[] bits = new bool[CharSet.Units];
        var set = CharSet.Empty;
        for (int i = random.Next(6); i > 0; i--)
        {
            int first = random.Next(2) == 0 ? random.Next(CharSet.Units) : random.Next(40);
            int last = Math.Min(CharSet.Units - 1, first + random.Next(20));
            set = set.Or(CharSet.Range((char)first, (char)last));
            bits.AsSpan(first..(last + 1)).Fill(true);
        }

        return (set, bits);
    }

    private static void Check(CharSet set, Func<int, bool> member)
    {
        for (int unit = 0; unit < 64; unit++) Assert.Equal(member(unit), set.Contains(unit));
        for (int unit = 64; unit < CharSet.Units; unit += 7) Assert.Equal(member(unit), set.Contains(unit));
        Assert.Equal(Enumerable.Range(0, CharSet.Units).Count(member), set.Count());
    }
}
