using System.Runtime.CompilerServices;
using Sluice.Inspection.Matching.Prefilter;

namespace Sluice.Inspection.Tests.Matching.Prefilter;

/// <summary>
/// A prefilter that is wrong does not go unseen: one small thing in it is broken, in another place each time, and the comparison that holds the
/// whole one notices. Many a spoiled prefilter still marks what its text needs - another rule or another anchor marks the place, too - so what
/// counts is how many texts of a run come out differently.
/// </summary>
public sealed class SpoiledPrefilterTests
{
    /// <summary>As many as the whole prefilter is held to, with each of several seeds.</summary>
    private const int Rounds = 150;

    /// <summary>Texts that must come out differently. One tells; more than that says that it was no lucky hit.</summary>
    private const int Least = 3;

    /// <summary>What goes wrong behind the kernels goes wrong with each of them.</summary>
    private static readonly PrefilterKernel AnyKernel = AnchorPrefilter.BestKernel ?? PrefilterKernel.Scalar;

    /// <summary>Units that the random rules are made of.</summary>
    private const string Units = "abcA ";

    public static TheoryData<string> Faults => [.. ByName.Keys];

    private static readonly Dictionary<string, Func<AnchorPrefilter, Random, bool>> ByName = new(StringComparer.Ordinal)
    {
        ["an anchor is dropped"] = (prefilter, random) => Change(prefilter, random, _ => true, anchor => anchor with { MinBack = int.MaxValue }),
        ["the way back is one too short"] = (prefilter, random) => Change(prefilter, random, anchor => anchor.MaxBack > 0, anchor => anchor with { MaxBack = anchor.MaxBack - 1 }),
        ["the way back begins one too far"] = (prefilter, random) => Change(prefilter, random, _ => true, anchor => anchor with { MinBack = anchor.MinBack + 1 }),
        ["a unit is missing on the way back"] = (prefilter, random) =>
        {
            ByteSet without = Only(Units[random.Next(Units.Length)]);
            return Change(prefilter, random, anchor => anchor.MaxBack > 0 && without.Within(anchor.BackSet), anchor => anchor with { BackSet = Less(anchor.BackSet, without) });
        },
        ["a bit of the index is cleared"] = (prefilter, random) =>
        {
            ulong[] rows = Rows(Index(prefilter));
            int rowsPerSlot = AnchorIndex.Capacity / 64, anchor = random.Next(Math.Max(1, Anchors(prefilter).Length));
            int at = (((Units[random.Next(Units.Length)] * Anchor.Width) + random.Next(Anchor.Width)) * rowsPerSlot) + (anchor >> 6);
            ulong bit = 1UL << anchor;
            bool wasSet = (rows[at] & bit) != 0;
            rows[at] &= ~bit;
            return wasSet;
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_in_an_anchor_is_noticed(string fault)
    {
        var comparison = PrefilterComparison.Run(seed: 7, Rounds, [AnyKernel], ByName[fault]);
        Assert.True(comparison.Differences >= Least, $"{comparison.Differences} of {comparison.Runs} texts came out differently");
    }

    [Fact]
    public void A_bit_missing_in_the_tables_is_noticed_by_every_kernel()
    {
        foreach (PrefilterKernel kernel in PrefilterComparison.Kernels)
        {
            var comparison = PrefilterComparison.Run(seed: 7, Rounds / 5, [kernel], LoseUnit);
            Assert.True(comparison.Differences >= Least, $"{kernel}: {comparison.Differences} of {comparison.Runs} texts came out differently");
        }
    }

    /// <summary>The same runs with prefilters that were reached into and left as they were.</summary>
    [Fact]
    public void A_whole_one_is_right() => Assert.Null(PrefilterComparison.Run(seed: 7, Rounds, [AnyKernel], (_, _) => true).First);

    private static bool Change(AnchorPrefilter prefilter, Random random, Func<Anchor, bool> suits, Func<Anchor, Anchor> change)
    {
        Anchor[] anchors = Anchors(prefilter);
        int[] suitable = [.. Enumerable.Range(0, anchors.Length).Where(i => suits(anchors[i]))];
        if (suitable.Length == 0) return false;
        int chosen = suitable[random.Next(suitable.Length)];
        anchors[chosen] = change(anchors[chosen]);
        return true;
    }

    /// <summary>Clears one bucket's bit for a unit in the tables of every kernel.</summary>
    private static bool LoseUnit(AnchorPrefilter prefilter, Random random)
    {
        AnchorTables tables = Tables(prefilter);
        int position = random.Next(Anchor.Width);
        char unit = Units[random.Next(Units.Length)];
        uint buckets = tables.Exact[(position * 256) + unit];
        int[] set = [.. Enumerable.Range(0, AnchorTables.Buckets).Where(b => (buckets >> b & 1) != 0)];
        if (set.Length == 0) return false;
        int bucket = set[random.Next(set.Length)], group = bucket >> 3;
        tables.Exact[(position * 256) + unit] &= ~(1u << bucket);
        tables.ByGroup[(group * AnchorTables.GroupStride) + (position * 256) + unit] &= (byte)~(1 << (bucket & 7));
        tables.ByNibble[(group * AnchorTables.NibbleStride) + (position * 32) + (unit & 15)] &= (byte)~(1 << (bucket & 7));
        return true;
    }

    private static ByteSet Only(char unit) => unit < 64 ? new ByteSet(1UL << unit, 0, 0, 0) : new ByteSet(0, 1UL << unit, 0, 0);

    private static ByteSet Less(ByteSet set, ByteSet taken) => new(set.A & ~taken.A, set.B & ~taken.B, set.C, set.D);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_anchors")]
    private static extern ref Anchor[] Anchors(AnchorPrefilter prefilter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_tables")]
    private static extern ref AnchorTables Tables(AnchorPrefilter prefilter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_index")]
    private static extern ref AnchorIndex Index(AnchorPrefilter prefilter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_rows")]
    private static extern ref ulong[] Rows(AnchorIndex index);
}
