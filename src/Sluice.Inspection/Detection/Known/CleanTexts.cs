using System.Numerics;

namespace Sluice.Inspection.Detection.Known;

/// <summary>
/// Remembers in which texts nothing was found. Callers of models send the whole conversation with every request, so most of a request was inspected a moment ago. Keeps
/// fingerprints, never texts; a bounded table in which new ones take the place of old ones. Safe for any number of threads, without locks.
/// </summary>
/// <param name="bits">The table has two to the power of this many places, of 24 bytes each.</param>
internal sealed class CleanTexts(int bits)
{
    private readonly Entry[] _entries = new Entry[1 << bits];

    /// <summary>The one of this process: 131,072 texts in 3 MB.</summary>
    public static CleanTexts Shared { get; } = new(17);

    /// <summary>Whether nothing was found in the text when it was part of a request of that volume or less: scores fall as the volume grows.</summary>
    /// <param name="print">The text, and what its findings depend on.</param>
    /// <param name="volume">UTF-16 units of the texts that it is judged beside.</param>
    /// <param name="units">Its length in UTF-16 units; 0 where it is not known.</param>
    public bool Knows(in Fingerprint print, long volume, out int units)
    {
        Entry entry = _entries[print.First & (ulong)(_entries.Length - 1)];
        // What another thread was writing meanwhile does not fit together.
        bool isKnown = (entry.First ^ entry.Said) == print.First && (entry.Second ^ BitOperations.RotateLeft(entry.Said, 32)) == print.Second && volume >= (long)(entry.Said >> 32);
        units = isKnown ? (int)(uint)entry.Said : 0;
        return isKnown;
    }

    /// <summary>Nothing was found in the text.</summary>
    public void Remember(in Fingerprint print, long volume, int units)
    {
        if (volume > uint.MaxValue)
            return;
        ulong said = (ulong)volume << 32 | (uint)units;
        ref Entry entry = ref _entries[print.First & (ulong)(_entries.Length - 1)];
        entry = new Entry(print.First ^ said, print.Second ^ BitOperations.RotateLeft(said, 32), said);
    }

    private readonly record struct Entry(ulong First, ulong Second, ulong Said);
}
