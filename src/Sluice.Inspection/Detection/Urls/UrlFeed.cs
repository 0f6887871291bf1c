namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// Addresses by category, as the user's feed file lists them: a line is a host (which stands for all below it) or a host and the beginning of a path, then white space or a comma,
/// then a category. Empty lines and what stands behind # are nothing. A scheme in front is read over.
/// </summary>
public sealed class UrlFeed
{
    /// <summary>Most entries of one feed: some 100 MB.</summary>
    public const int MaxEntries = 8_000_000;

    /// <summary>Longest line, in UTF-16 units.</summary>
    public const int MaxLine = 2_048;

    /// <summary>Most categories of one feed.</summary>
    public const int MaxCategories = 250;

    private UrlFeed(UrlTable table, IReadOnlyList<string> categories, int skipped) => (Table, Categories, Skipped) = (table, categories, skipped);

    /// <summary>The categories, in the order in which they first stood there; the number of each is its tag.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Different entries.</summary>
    public int Entries => Table.Count;

    /// <summary>Lines that are neither an entry nor a comment, and were left out.</summary>
    public int Skipped { get; }

    internal UrlTable Table { get; }

    /// <summary>Reads a feed, or says why it cannot be used: too many entries or categories, or more lines that cannot be read than entries.</summary>
    public static (UrlFeed? Feed, string? Problem) Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var hashes = new List<ulong>();
        var tags = new List<byte>();
        var categories = new Dictionary<string, byte>(StringComparer.OrdinalIgnoreCase);
        var lookup = categories.GetAlternateLookup<ReadOnlySpan<char>>();
        int skipped = 0;
        foreach (string line in lines)
        {
            ReadOnlySpan<char> rest = line.AsSpan();
            int comment = rest.IndexOf('#');
            rest = (comment < 0 ? rest : rest[..comment]).Trim();
            if (rest.IsEmpty)
                continue;
            int space = rest.IndexOfAny(" \t,");
            if (rest.Length > MaxLine || space < 0 || !UrlPattern.TryHash(rest[..space], out ulong hash, out bool below) || below || !IsCategory(rest[(space + 1)..].Trim(" \t,")))
            {
                skipped++;
                continue;
            }

            ReadOnlySpan<char> name = rest[(space + 1)..].Trim(" \t,");
            if (!lookup.TryGetValue(name, out byte tag))
            {
                if (categories.Count == MaxCategories)
                    return (null, $"has more than {MaxCategories} categories");
                tag = (byte)categories.Count;
                categories.Add(name.ToString(), tag);
            }

            if (hashes.Count == MaxEntries)
                return (null, $"has more than {MaxEntries} entries");
            hashes.Add(hash);
            tags.Add(tag);
        }

        if (skipped > hashes.Count)
            return (null, $"has {skipped} lines that are not an entry, and {hashes.Count} that are: is it a feed?");
        var table = new UrlTable(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tags));
        return (new UrlFeed(table, [.. categories.OrderBy(c => c.Value).Select(c => c.Key)], skipped), null);
    }

    private static bool IsCategory(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > 64)
            return false;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/'))
                return false;
        }

        return true;
    }
}
