using System.Buffers;

namespace Sluice.Inspection.Detection.Models;

/// <summary>Features of how a block is built: runs of signs, labels at the beginning of lines, capitals, digits, and characters that are not there to be seen.</summary>
internal static class StructureReader
{
    private const int LongestLabel = 24;

    private const ulong Foreign = 1UL << 48;

    /// <summary>What an ASCII character adds to the counters of small letters, capitals, digits and foreign characters.</summary>
    private static readonly ulong[] AsciiCounts =
        [.. Enumerable.Range(0, 0x80).Select(c => char.IsAsciiLetterLower((char)c) ? 1UL : char.IsAsciiLetterUpper((char)c) ? 1UL << 16 : char.IsAsciiDigit((char)c) ? 1UL << 32 : 0)];

    private static readonly SearchValues<char> Runs = SearchValues.Create("#*=-_~<>[]{}|`\"'!:/\\");

    public static void Read(ReadOnlySpan<char> block, ref BlockFeatures features)
    {
        ReadRuns(block, ref features);
        ReadLabels(block, ref features);
        ReadShares(block, ref features);
    }

    /// <summary>Two or more signs in a row, up to four of them: what forged delimiters and turns are made of.</summary>
    private static void ReadRuns(ReadOnlySpan<char> block, ref BlockFeatures features)
    {
        var i = 0;
        while (i < block.Length)
        {
            var next = block[i..].IndexOfAny(Runs);
            if (next < 0)
                return;
            i += next;
            var length = 1;
            ulong run = block[i];
            while (i + length < block.Length && Runs.Contains(block[i + length]))
            {
                if (length < 4)
                    run = run << 16 | block[i + length];
                length++;
            }

            if (length >= 2)
            {
                features.AddStructure(Hash(1, run));
                // What stands on the line before it: nothing or something.
                features.AddStructure(Hash(i == 0 || block[i - 1] == '\n' ? 2u : 3u, run));
            }

            i += length;
        }
    }

    /// <summary>A short word and a colon at the beginning of a line: <c>System:</c>, <c>Question:</c>.</summary>
    private static void ReadLabels(ReadOnlySpan<char> block, ref BlockFeatures features)
    {
        var labels = 0;
        foreach (Range line in block.Split('\n'))
        {
            ReadOnlySpan<char> text = block[line];
            var colon = text[..Math.Min(text.Length, LongestLabel)].IndexOf(':');
            if (colon <= 0)
                continue;
            ulong label = 0;
            foreach (char c in text[..colon])
            {
                char folded = CharFold.Of(c);
                if (CharFold.Kind(folded) == CharKind.Letter)
                    label = (label ^ folded) * 0x100000001B3;
            }

            features.AddStructure(Hash(4, label));
            labels++;
        }

        features.AddStructure(Hash(5, (ulong)Math.Min(labels, 3)));
    }

    private static void ReadShares(ReadOnlySpan<char> block, ref BlockFeatures features)
    {
        // Four counters of sixteen bits in one number: a block has less than 65,536 units.
        ulong counts = 0;
        var unseen = 0;
        foreach (char c in block)
        {
            if (c < 0x80)
            {
                counts += AsciiCounts[c];
            }
            else
            {
                counts += Foreign;
                if (CharFold.Of(c) == CharFold.Dropped)
                    unseen++;
            }
        }

        var small = (int)(counts & 0xFFFF);
        var capitals = (int)(counts >> 16 & 0xFFFF);
        var digits = (int)(counts >> 32 & 0xFFFF);
        var foreign = (int)(counts >> 48);
        features.AddStructure(Hash(6, Share(capitals, capitals + small)));
        features.AddStructure(Hash(7, Share(digits, block.Length)));
        features.AddStructure(Hash(8, Share(foreign, block.Length)));
        features.AddStructure(Hash(9, Share(capitals + small + digits + foreign, block.Length)));
        features.AddStructure(Hash(10, (ulong)Math.Min(unseen, 4)));
    }

    private static ulong Share(int part, int whole) => whole == 0 ? 11 : (ulong)(part * 10 / whole);

    private static uint Hash(uint kind, ulong value) => (uint)(FeatureReader.Mix((value + 1) * 0x9E3779B97F4A7C15 + kind * 0xC2B2AE3D27D4EB4F) >> 32);
}
