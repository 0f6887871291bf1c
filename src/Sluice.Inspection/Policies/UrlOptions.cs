using Sluice.Inspection.Detection.Urls;

namespace Sluice.Inspection.Policies;

/// <summary>
/// Addresses that a detector finds: those that <see cref="Deny"/> names and those that the feed has in one of <see cref="Categories"/>, unless <see cref="Allow"/> names them.
/// Where neither Deny nor Feed is given, every address that Allow does not name.
/// </summary>
public sealed class UrlOptions
{
    /// <summary>Hosts (<c>example.com</c>), all below a domain (<c>*.example.com</c>), or these with the beginning of a path (<c>example.com/docs</c>): never found.</summary>
    public List<string> Allow { get; } = [];

    /// <summary>The same, always found.</summary>
    public List<string> Deny { get; } = [];

    /// <summary>A local file of addresses and their categories, read when the configuration is and whenever it changes. At most 512 MiB and 8,000,000 entries.</summary>
    public string? Feed { get; set; }

    /// <summary>The feed's categories that count; all where none is given.</summary>
    public List<string> Categories { get; } = [];

    /// <summary>What stands in the feed: whoever reads files puts it here.</summary>
    internal UrlFeed? Content { get; private set; }

    /// <summary>Gives the feed's content.</summary>
    public void Supply(UrlFeed feed) => Content = feed;
}
