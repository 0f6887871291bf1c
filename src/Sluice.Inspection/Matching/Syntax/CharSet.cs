namespace Sluice.Inspection.Matching.Syntax;

/// <summary>
/// An immutable set of UTF-16 units, kept as the sorted positions at which membership flips: <c>[a-z]</c> is 97, 123.
/// Rules use a few hundred sets of a few ranges each, so this is far cheaper than a bit per unit.
/// </summary>
internal sealed class CharSet : IEquatable<CharSet>
{
    /// <summary>One behind the largest unit.</summary>
    public const int Units = 0x10000;

    private readonly int[] _flips;
    private readonly int _hash;

    private CharSet(int[] flips)
    {
        _flips = flips;
        var hash = default(HashCode);
        foreach (int flip in flips) hash.Add(flip);
        _hash = hash.ToHashCode();
    }

    public static CharSet Empty { get; } = new([]);

    public static CharSet All { get; } = new([0]);

    public bool IsEmpty => _flips.Length == 0;

    /// <summary>The positions at which membership changes, ascending.</summary>
    public ReadOnlySpan<int> Flips => _flips;

    public static CharSet Of(char unit) => Range(unit, unit);

    public static CharSet Range(char first, char last) => last == char.MaxValue ? new([first]) : new([first, last + 1]);

    public static CharSet Of(IEnumerable<char> units)
    {
        var flips = new List<int>();
        foreach (char unit in units.Order())
        {
            if (flips.Count > 0 && flips[^1] >= unit) flips[^1] = unit + 1;
            else flips.AddRange([unit, unit + 1]);
        }

        if (flips.Count > 0 && flips[^1] == Units) flips.RemoveAt(flips.Count - 1);
        return new([.. flips]);
    }

    public static CharSet Where(Func<char, bool> predicate)
    {
        var flips = new List<int>();
        bool inside = false;
        for (int unit = 0; unit < Units; unit++)
        {
            if (predicate((char)unit) == inside) continue;
            flips.Add(unit);
            inside = !inside;
        }

        return new([.. flips]);
    }

    public bool Contains(int unit)
    {
        int at = Array.BinarySearch(_flips, unit);
        int passed = at >= 0 ? at + 1 : ~at;
        return (passed & 1) != 0;
    }

    public CharSet Not()
    {
        if (_flips.Length > 0 && _flips[0] == 0) return new(_flips[1..]);
        return new([0, .. _flips]);
    }

    public CharSet Or(CharSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other)) return other;
        return other.IsEmpty ? this : Merge(other, (a, b) => a || b);
    }

    public CharSet And(CharSet other) => Merge(other, (a, b) => a && b);

    /// <summary>Every unit of the set, ascending.</summary>
    public IEnumerable<char> Enumerate()
    {
        for (int i = 0; i < _flips.Length; i += 2)
        {
            int end = i + 1 < _flips.Length ? _flips[i + 1] : Units;
            for (int unit = _flips[i]; unit < end; unit++) yield return (char)unit;
        }
    }

    /// <summary>How many units the set has.</summary>
    public int Count()
    {
        int count = 0;
        for (int i = 0; i < _flips.Length; i += 2) count += (i + 1 < _flips.Length ? _flips[i + 1] : Units) - _flips[i];
        return count;
    }

    public bool Equals(CharSet? other) => other is not null && _hash == other._hash && _flips.AsSpan().SequenceEqual(other._flips);

    public override bool Equals(object? obj) => Equals(obj as CharSet);

    public override int GetHashCode() => _hash;

    private CharSet Merge(CharSet other, Func<bool, bool, bool> member)
    {
        var flips = new List<int>(_flips.Length + other._flips.Length);
        int i = 0, j = 0;
        bool inside = false;
        while (i < _flips.Length || j < other._flips.Length)
        {
            int a = i < _flips.Length ? _flips[i] : Units, b = j < other._flips.Length ? other._flips[j] : Units;
            int at = Math.Min(a, b);
            if (a == at) i++;
            if (b == at) j++;
            if (member((i & 1) != 0, (j & 1) != 0) == inside) continue;
            flips.Add(at);
            inside = !inside;
        }

        return new([.. flips]);
    }
}
