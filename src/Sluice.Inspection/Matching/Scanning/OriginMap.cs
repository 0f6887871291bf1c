using System.Numerics;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>One bit per unit of a text: a match, or the context of one, may begin there. Where the bit is not set, none does.</summary>
internal sealed class OriginMap
{
    private ulong[] _bits = new ulong[64];
    private int _length;

    public Span<ulong> Words => _bits.AsSpan(0, (_length + 63) >> 6);

    /// <summary>Empties the map for a text of this length.</summary>
    public void Reset(int length)
    {
        _length = length;
        int words = (length + 63) >> 6;
        if (_bits.Length < words) _bits = new ulong[Math.Max(words, _bits.Length * 2)];
        Array.Clear(_bits, 0, words);
    }

    public void Add(int position) => _bits[position >> 6] |= 1UL << position;

    public bool Contains(int position) => (_bits[position >> 6] >> position & 1) != 0;

    /// <summary>The first position from <paramref name="from"/> on whose bit is set, or the text's length.</summary>
    public int Next(int from)
    {
        int word = from >> 6, words = (_length + 63) >> 6;
        if (word >= words) return _length;
        ulong bits = _bits[word] >> from << from;
        while (bits == 0)
        {
            if (++word >= words) return _length;
            bits = _bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
