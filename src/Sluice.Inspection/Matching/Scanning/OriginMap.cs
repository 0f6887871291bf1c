using System.Numerics;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>One bit per unit of a text: a match, or the context of one, may begin there. Where the bit is not set, none does.</summary>
internal sealed class OriginMap
{
    private ulong[] _bits = new ulong[64];
    private int _length;

    /// <summary>How many positions are marked.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _bits.AsSpan(0, (_length + 63) >> 6)) count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Empties the map for a text of this length.</summary>
    public void Reset(int length)
    {
        _length = length;
        int words = (length + 63) >> 6;
        if (_bits.Length < words) _bits = new ulong[Math.Max(words, _bits.Length * 2)];
        Array.Clear(_bits, 0, words);
    }

    public void Add(int position) => _bits[position >> 6] |= 1UL << position;

    /// <summary>Marks 64 positions per word, from <paramref name="from"/> on, which is a multiple of 64; marks behind the end are dropped.</summary>
    public void Add(int from, ReadOnlySpan<ulong> words)
    {
        for (int i = 0; i < words.Length; i++) _bits[(from >> 6) + i] |= words[i];
        int end = _length & 63;
        if (end != 0 && from + (words.Length << 6) > _length) _bits[_length >> 6] &= (1UL << end) - 1;
    }

    /// <summary>Keeps the marks that <paramref name="other"/> has, too.</summary>
    public void Intersect(OriginMap other)
    {
        for (int i = 0; i < (_length + 63) >> 6; i++) _bits[i] &= other._bits[i];
    }

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
