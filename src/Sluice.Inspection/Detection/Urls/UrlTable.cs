namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// A fixed set of hosts and path prefixes, each with tags. An entry is 64 bits of hash and a tag in one open table, some 12 bytes, whatever its length. That two addresses share
/// their 64 bits is left out of account: of ten million entries and as many addresses asked for, one in 180,000 such sets would err once.
/// </summary>
internal sealed class UrlTable
{
    /// <summary>Deepest path prefix that is looked up, in segments.</summary>
    private const int MostSegments = 16;

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ulong[] _hashes;
    private readonly byte[] _tags;

    /// <summary>Makes the table; an address may be there with several tags.</summary>
    public UrlTable(ReadOnlySpan<ulong> hashes, ReadOnlySpan<byte> tags)
    {
        _hashes = new ulong[hashes.Length + (hashes.Length / 4) + 1];
        _tags = new byte[_hashes.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            int slot = Slot(hashes[i]);
            while (_hashes[slot] != 0 && (_hashes[slot] != hashes[i] || _tags[slot] != tags[i]))
                slot = slot + 1 == _hashes.Length ? 0 : slot + 1;
            Count += _hashes[slot] == 0 ? 1 : 0;
            (_hashes[slot], _tags[slot]) = (hashes[i], tags[i]);
        }
    }

    /// <summary>Different entries.</summary>
    public int Count { get; }

    /// <summary>The hash of an entry. Never 0.</summary>
    /// <param name="host">Canonical.</param>
    /// <param name="path">Empty, or begins with a slash and does not end with one; as written.</param>
    public static ulong HashOf(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        ulong hash = Offset;
        for (int i = host.Length - 1; i >= 0; i--)
            hash = (hash ^ host[i]) * Prime;
        foreach (char c in path)
            hash = (hash ^ c) * Prime;
        return Finish(hash);
    }

    /// <summary>Whether the host itself, a domain that it lies in, or one of these with a prefix of the path, is there with a tag that is wanted.</summary>
    /// <param name="host">Canonical.</param>
    /// <param name="path">With its slash, without query.</param>
    /// <param name="self">The tags that count for the host itself, by number.</param>
    /// <param name="below">The tags that count for what lies below an entry; not asked for where the host is a number.</param>
    /// <param name="isNumber">The host is an address, in which nothing lies.</param>
    public bool Contains(ReadOnlySpan<char> host, ReadOnlySpan<char> path, ReadOnlySpan<bool> self, ReadOnlySpan<bool> below, bool isNumber)
    {
        if (Count == 0)
            return false;
        ulong hash = Offset;
        for (int i = host.Length - 1; i >= 0; i--)
        {
            hash = (hash ^ host[i]) * Prime;
            bool whole = i == 0;
            if ((whole || (host[i - 1] == '.' && !isNumber)) && ContainsPath(hash, path, whole ? self : below))
                return true;
        }

        return false;
    }

    private bool ContainsPath(ulong hash, ReadOnlySpan<char> path, ReadOnlySpan<bool> wanted)
    {
        if (Has(Finish(hash), wanted))
            return true;
        int segments = 0;
        for (int i = 0; i < path.Length && segments < MostSegments; i++)
        {
            hash = (hash ^ path[i]) * Prime;
            if (i + 1 < path.Length && path[i + 1] != '/')
                continue;
            segments++;
            if (Has(Finish(hash), wanted))
                return true;
        }

        return false;
    }

    private bool Has(ulong hash, ReadOnlySpan<bool> wanted)
    {
        for (int slot = Slot(hash); _hashes[slot] != 0; slot = slot + 1 == _hashes.Length ? 0 : slot + 1)
        {
            if (_hashes[slot] == hash && wanted[_tags[slot]])
                return true;
        }

        return false;
    }

    private int Slot(ulong hash) => (int)Math.BigMul(hash, (ulong)_hashes.Length, out _);

    /// <summary>Spreads the bits; 0 means an empty place.</summary>
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
