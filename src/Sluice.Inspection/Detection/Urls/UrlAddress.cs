namespace Sluice.Inspection.Detection.Urls;

/// <summary>An address taken apart. What it shows are parts of the text; the host alone is written anew.</summary>
internal readonly ref struct UrlAddress
{
    private UrlAddress(ReadOnlySpan<char> scheme, ReadOnlySpan<char> user, ReadOnlySpan<char> written, UrlHost host, ReadOnlySpan<char> name, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        Scheme = scheme;
        User = user;
        Written = written;
        Host = host;
        Name = name;
        Path = path;
        Query = query;
    }

    /// <summary>As written, without colon; empty where there is none.</summary>
    public ReadOnlySpan<char> Scheme { get; }

    /// <summary>What stands before the @.</summary>
    public ReadOnlySpan<char> User { get; }

    /// <summary>The host as written.</summary>
    public ReadOnlySpan<char> Written { get; }

    public UrlHost Host { get; }

    /// <summary>The canonical host.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>From its slash on, or empty.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>Behind the question mark; the fragment belongs to it, as scripts read it.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>Takes an address apart; false where its host is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">Where the address stands.</param>
    /// <param name="canonical">Receives the canonical host: <see cref="UrlHost.MaxLength"/> units.</param>
    /// <param name="address">Its parts.</param>
    public static bool TryRead(ReadOnlySpan<char> text, in UrlSpan span, Span<char> canonical, out UrlAddress address)
    {
        ReadOnlySpan<char> scheme = span.Authority > span.Start ? text[span.Start..span.Authority].TrimEnd("/\\").TrimEnd(':').TrimEnd("[:]") : [];
        ReadOnlySpan<char> rest = text[span.Authority..span.End];
        int end = rest.IndexOfAny("/?#\\");
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];
        int at = authority.LastIndexOf('@');
        ReadOnlySpan<char> user = at < 0 ? [] : authority[..at];
        ReadOnlySpan<char> written = authority[(at + 1)..];
        int port = written.LastIndexOf(':');
        if (port >= 0 && !written[port..].Contains(']'))
            written = written[..port];
        int query = rest.IndexOfAny('?', '#');
        UrlHost host = UrlHost.Read(written, canonical);
        address = new UrlAddress(scheme, user, written, host, canonical[..host.Length], query < 0 ? rest : rest[..query], query < 0 ? [] : rest[(query + 1)..]);
        return host.IsValid;
    }

    /// <summary>The path without a slash at its end.</summary>
    public ReadOnlySpan<char> Prefix => Path.TrimEnd('/');
}
