using System.Runtime.CompilerServices;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>A set of UTF-16 units seen through one byte per unit: ASCII exactly, all others hashed into the upper 128 values. Never smaller than the set it stands for.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public static ByteSet All { get; } = new(~0UL, ~0UL, ~0UL, ~0UL);

    public bool IsEmpty => (A | B | C | D) == 0;

    public static ByteSet operator &(ByteSet x, ByteSet y) => new(x.A & y.A, x.B & y.B, x.C & y.C, x.D & y.D);

    public static ByteSet operator |(ByteSet x, ByteSet y) => new(x.A | y.A, x.B | y.B, x.C | y.C, x.D | y.D);

    /// <summary>The byte that stands for a unit. The vector kernels compute the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Narrow(int unit) => (byte)(unit < 128 ? unit : 128 | (((unit >> 7) ^ unit) & 127));

    public static ByteSet Of(CharSet set)
    {
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        int upper = 0;
        foreach (char unit in set.Enumerate())
        {
            byte slot = Narrow(unit);
            ref ulong word = ref words[slot >> 6];
            if (slot >= 128 && (word >> slot & 1) == 0) upper++;
            word |= 1UL << slot;
            if (upper == 128) break; // ASCII comes first; nothing is left to add.
        }

        return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    public bool Contains(int slot) => (Word(slot >> 6) >> slot & 1) != 0;

    public bool Within(ByteSet other) => (this & other) == this;

    /// <summary>The smallest superset that is a product of low and high halves of the byte: what two 16-entry shuffles can tell.</summary>
    public ByteSet NibbleHull()
    {
        uint low = 0;
        for (int high = 0; high < 16; high++) low |= Row(high);
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (int high = 0; high < 16; high++)
        {
            if (Row(high) != 0) words[high >> 2] |= (ulong)low << (16 * (high & 3));
        }

        return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    public ulong Word(int index) => index switch { 0 => A, 1 => B, 2 => C, _ => D };

    private uint Row(int high) => (uint)(Word(high >> 2) >> (16 * (high & 3))) & 0xFFFF;
}
