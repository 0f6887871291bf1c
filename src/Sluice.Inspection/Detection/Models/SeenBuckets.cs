using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Detection.Models;

/// <summary>Which buckets were seen in a block, a bit for each: a feature counts once.</summary>
internal readonly ref struct SeenBuckets(Span<ulong> bits)
{
    private readonly Span<ulong> _bits = bits;

    public void Clear() => _bits.Clear();

    /// <summary>1 if the bucket was not seen before, else 0; without a branch, as that would be guessed wrong. The bucket is below 2^18, and there is a bit for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Mark(int bucket)
    {
        ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bits), bucket >> 6);
        ulong old = word;
        ulong bit = 1UL << bucket;
        word = old | bit;
        return (int)(~old >> bucket & 1);
    }
}
