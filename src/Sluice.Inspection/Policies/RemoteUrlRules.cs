namespace Sluice.Inspection.Policies;

/// <summary>Which addresses a request may ask its provider to fetch (images, files): by host, with <c>*.</c> for all below one.</summary>
internal sealed class RemoteUrlRules(IReadOnlyList<string> allow, IReadOnlyList<string> deny)
{
    public static RemoteUrlRules None { get; } = new([], []);

    public bool IsEmpty => allow.Count == 0 && deny.Count == 0;

    /// <summary>Whether a text is an address that these rules forbid. An address that cannot be read is forbidden.</summary>
    public bool Forbids(ReadOnlySpan<char> text)
    {
        if (IsEmpty || !IsAddress(text))
            return false;
        if (!Uri.TryCreate(text.ToString(), UriKind.Absolute, out Uri? address))
            return true;
        string host = address.IdnHost;
        return deny.Any(p => Fits(host, p)) || (allow.Count > 0 && !allow.Any(p => Fits(host, p)));
    }

    /// <summary>Whether a pattern of hosts is one: a host, an address, or <c>*.</c> and a domain.</summary>
    public static bool IsPattern(string pattern)
    {
        string host = pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("gs:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("s3:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Fits(string host, string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
