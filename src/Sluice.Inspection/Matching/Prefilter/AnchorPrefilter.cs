using System.Numerics;
using System.Runtime.Intrinsics.X86;
using Sluice.Inspection.Matching.Scanning;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Marks where a match, or the context of one, may begin, by looking for the rules' anchors. Several times as fast as <see cref="OriginFinder"/> and less exact:
/// where it marks too much, that one runs as well. What it does not mark provably begins nothing.
/// </summary>
internal sealed class AnchorPrefilter
{
    private readonly AnchorTables _tables;
    private readonly PrefilterKernel _kernel;

    /// <param name="rules">Each rule's context and pattern as one.</param>
    /// <param name="kernel">Must be supported by the machine.</param>
    /// <param name="choice">See <see cref="AnchorAnalysis.Analyze"/>.</param>
    public AnchorPrefilter(IEnumerable<Node> rules, PrefilterKernel kernel, Random? choice = null)
    {
        _kernel = kernel;
        _tables = new AnchorTables([.. rules.Select(rule => AnchorAnalysis.Analyze(rule, choice))], nibbles: kernel == PrefilterKernel.Avx2);
    }

    /// <summary>The fastest kernel of this machine; null if it has none that is faster than <see cref="OriginFinder"/>.</summary>
    public static PrefilterKernel? BestKernel =>
        Avx512Vbmi.IsSupported ? PrefilterKernel.Avx512Vbmi : Avx2.IsSupported ? PrefilterKernel.Avx2 : null;

    public unsafe void Mark(ReadOnlySpan<char> text, PrefilterScratch scratch, OriginMap origins)
    {
        for (int from = 0; from < text.Length; from += PrefilterScratch.Places)
        {
            int seen = Math.Min(text.Length - from, PrefilterScratch.Places + Anchor.Width);
            int places = (Math.Min(text.Length - from, PrefilterScratch.Places) + 63) & ~63;
            var bytes = scratch.Bytes.AsSpan();
            bytes[0] = from > 0 ? ByteSet.Narrow(text[from - 1]) : (byte)0;
            Narrowing.Narrow(text.Slice(from, seen), bytes[1..]);
            bytes[(1 + seen)..Math.Max(1 + seen, 1 + places + AnchorScan.Slack)].Clear();
            Span<ulong> starts = scratch.Starts.AsSpan(0, places >> 6), innerAt = scratch.InnerAt.AsSpan(0, places >> 6);
            fixed (byte* pointer = bytes)
            {
                switch (_kernel)
                {
                    case PrefilterKernel.Avx512Vbmi:
                        AnchorScan.Avx512(_tables, pointer, places, starts, scratch.Inner, innerAt);
                        break;
                    case PrefilterKernel.Avx2:
                        AnchorScan.Avx2Nibbles(_tables, pointer, places, starts, scratch.Inner, innerAt);
                        break;
                    default:
                        AnchorScan.Scalar(_tables, pointer, places, starts, scratch.Inner, innerAt);
                        break;
                }
            }

            origins.Add(from, starts);
            FollowInner(text, from, innerAt, scratch.Inner, origins);
        }

        if (!text.IsEmpty) origins.Add(0);
    }

    private void FollowInner(ReadOnlySpan<char> text, int from, Span<ulong> innerAt, byte[] inner, OriginMap origins)
    {
        for (int word = 0; word < innerAt.Length; word++)
        {
            for (ulong bits = innerAt[word]; bits != 0; bits &= bits - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (from + place >= text.Length) return;
                for (int buckets = inner[place]; buckets != 0; buckets &= buckets - 1)
                    WalkBack(text, from + place, _tables.Inner[BitOperations.TrailingZeroCount(buckets)], origins);
            }
        }
    }

    private static void WalkBack(ReadOnlySpan<char> text, int place, Anchor anchor, OriginMap origins)
    {
        if (anchor.MinBack == 0) origins.Add(place);
        int last = Math.Max(0, place - anchor.MaxBack);
        for (int start = place - 1; start >= last && anchor.BackSet.Contains(ByteSet.Narrow(text[start])); start--)
        {
            if (place - start >= anchor.MinBack) origins.Add(start);
        }
    }
}
