using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sluice.Inspection.Matching.Scanning;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Marks where a match, or the context of one, may begin, by looking for the rules' anchors: all at once and roughly with vector instructions, then exactly at the few
/// places left. Several times as fast as <see cref="OriginFinder"/> and less exact: where it marks too much, that one runs as well. What it does not mark
/// provably begins nothing.
/// </summary>
internal sealed class AnchorPrefilter
{
    private readonly Anchor[] _anchors;
    private readonly AnchorIndex _index;
    private readonly AnchorTables _tables;
    private readonly PrefilterKernel _kernel;

    /// <param name="rules">Each rule's context and pattern as one.</param>
    /// <param name="kernel">Must be supported by the machine.</param>
    /// <param name="choice">See <see cref="AnchorAnalysis.Analyze"/>.</param>
    public AnchorPrefilter(IEnumerable<Node> rules, PrefilterKernel kernel, Random? choice = null)
    {
        _kernel = kernel;
        _anchors = [.. Fitting([.. rules.Select(rule => AnchorAnalysis.Analyze(rule, choice))])];
        _index = new AnchorIndex(_anchors);
        _tables = new AnchorTables(_anchors, nibbles: kernel == PrefilterKernel.Avx2);
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
            Span<ulong> found = scratch.Found.AsSpan(0, places >> 6);
            fixed (byte* pointer = bytes) AnchorScan.Run(_kernel, _tables, pointer, places, found);
            Follow(text, from, bytes, found, origins);
        }

        if (!text.IsEmpty) origins.Add(0);
    }

    /// <summary>Merges the anchors of rules that have many until all fit the index.</summary>
    private static List<Anchor> Fitting(List<List<Anchor>> byRule)
    {
        for (int most = AnchorAnalysis.MaxSequences; byRule.Sum(anchors => anchors.Count) > AnchorIndex.Capacity && most > 1; most /= 2)
            byRule = [.. byRule.Select(anchors => anchors.Count > most ? Halved(anchors) : anchors)];
        List<Anchor> all = [.. byRule.SelectMany(anchors => anchors)];
        while (all.Count > AnchorIndex.Capacity) all = Halved(all);
        return all;
    }

    private static List<Anchor> Halved(List<Anchor> anchors)
    {
        List<Anchor> merged = [.. anchors.Where(anchor => anchor.RunStart).Take(AnchorIndex.Capacity / 4)];
        List<Anchor> rest = [.. anchors.Except(merged)];
        merged.AddRange(rest.Chunk(2).Select(pair => pair.Aggregate((a, b) => a.Merged(b))));
        return merged;
    }

    private void Follow(ReadOnlySpan<char> text, int from, Span<byte> bytes, Span<ulong> found, OriginMap origins)
    {
        for (int word = 0; word < found.Length; word++)
        {
            for (ulong bits = found[word]; bits != 0; bits &= bits - 1)
            {
                int place = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (from + place >= text.Length) return;
                var anchors = _index.At(ref bytes[place]);
                if (anchors != Vector512<ulong>.Zero) MarkAll(text, from + place, anchors, origins);
            }
        }
    }

    private void MarkAll(ReadOnlySpan<char> text, int place, Vector512<ulong> found, OriginMap origins)
    {
        var numbers = new AnchorIndex.Bits(found);
        while (numbers.MoveNext())
        {
            Anchor anchor = _anchors[numbers.Current];
            if (anchor.RunStart) MarkRunStart(text, place, anchor, origins);
            else WalkBack(text, place, anchor, origins);
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

    /// <summary>The place itself is never part of such a run, so that all walks together take no more steps than the text has units.</summary>
    private static void MarkRunStart(ReadOnlySpan<char> text, int place, Anchor anchor, OriginMap origins)
    {
        int start = place;
        while (start > 0 && anchor.BackSet.Contains(ByteSet.Narrow(text[start - 1]))) start--;
        if (place - start >= anchor.MinBack) origins.Add(start);
    }
}
