namespace Sluice.Inspection.Detection.Urls;

/// <summary>What lists and feeds name: <c>example.com</c>, <c>*.example.com</c>, <c>example.com/path</c>, <c>192.0.2.7</c>.</summary>
internal static class UrlPattern
{
    /// <summary>The hash of what <paramref name="text"/> names; false where it names nothing.</summary>
    /// <param name="text">What the user wrote. A scheme in front is read over.</param>
    /// <param name="hash">As <see cref="UrlTable"/> wants it.</param>
    /// <param name="below">It begins with <c>*.</c>: what lies below the domain, and not the domain.</param>
    public static bool TryHash(ReadOnlySpan<char> text, out ulong hash, out bool below)
    {
        hash = 0;
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
            text = text[(scheme + 3)..];
        below = text.StartsWith("*.", StringComparison.Ordinal);
        if (below)
            text = text[2..];
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> path = slash < 0 ? [] : text[slash..].TrimEnd('/');
        if (path.ContainsAny(" ?#"))
            return false;
        Span<char> buffer = stackalloc char[UrlHost.MaxLength];
        UrlHost host = UrlHost.Read(slash < 0 ? text : text[..slash], buffer);
        if (!host.IsValid || host.Length == 0)
            return false;
        hash = UrlTable.HashOf(buffer[..host.Length], path);
        return true;
    }
}
