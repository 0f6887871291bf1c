using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// A user's own addresses: those that are denied and those of a feed's categories, unless they are allowed; where only allowed ones are given, all others.
/// </summary>
internal sealed class UrlListClassifier : Classifier
{
    /// <summary>Tags of the lists' tables: the host itself, and what lies below the domain.</summary>
    private const byte Self = 0;
    private const byte Below = 1;

    private static readonly bool[] SelfTags = [true, false];
    private static readonly bool[] BelowTags = [false, true];

    private readonly string _name;
    private readonly UrlTable _allow;
    private readonly UrlTable _deny;
    private readonly UrlFeed? _feed;
    private readonly bool[] _categories;
    private readonly bool _onlyAllowed;

    private UrlListClassifier(string name, UrlTable allow, UrlTable deny, UrlFeed? feed, bool[] categories)
    {
        _name = name;
        _allow = allow;
        _deny = deny;
        _feed = feed;
        _categories = categories;
        _onlyAllowed = deny.Count == 0 && feed is null;
    }

    public override string Name => _name;

    public override int Labels => 1;

    public override int LeftContext => JudgedText.Window;

    /// <summary>Makes the detector, or says what is wrong with its options.</summary>
    public static Detector? Build(string name, string key, UrlOptions options, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        UrlTable allow = Table(options.Allow, $"{key}:Allow", errors);
        UrlTable deny = Table(options.Deny, $"{key}:Deny", errors);
        UrlFeed? feed = options.Content;
        if (options.Feed is null && options.Allow.Count + options.Deny.Count == 0)
            errors.Add(new ConfigurationError(key, "has neither Allow nor Deny nor Feed"));
        if (options.Feed is not null && feed is null)
            errors.Add(new ConfigurationError($"{key}:Feed", "was not read"));
        if (options.Feed is null && options.Categories.Count > 0)
            errors.Add(new ConfigurationError($"{key}:Categories", "are those of a Feed, and none is given"));
        var categories = new bool[UrlFeed.MaxCategories];
        Array.Fill(categories, options.Categories.Count == 0);
        for (int tag = 0; tag < feed?.Categories.Count; tag++)
            categories[tag] |= options.Categories.Contains(feed.Categories[tag], StringComparer.OrdinalIgnoreCase);

        return errors.Count == before ? Detector.Judging(name, "", new UrlListClassifier(name, allow, deny, feed, categories), 0, certain: true) : null;
    }

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var finder = new UrlFinder(text.Text, bare: true);
        Span<char> canonical = stackalloc char[UrlHost.MaxLength];
        while (finder.TryNext(out UrlSpan span))
        {
            if (span.End <= text.From || UrlClassifier.IsCut(text, span) || !UrlAddress.TryRead(text.Text, span, canonical, out UrlAddress address))
                continue;
            if (IsFound(address))
                findings.Add(0, 1, span.Start, span.End - span.Start);
        }
    }

    private bool IsFound(in UrlAddress address)
    {
        bool isNumber = address.Host.Kind != UrlHostKind.Name;
        if (_onlyAllowed)
            return (!address.Scheme.IsEmpty || TopDomains.IsLikelyAddress(address)) && !Has(_allow, address, isNumber);
        bool found = Has(_deny, address, isNumber) || (_feed?.Table.Contains(address.Name, address.Prefix, _categories, _categories, isNumber) ?? false);
        return found && !Has(_allow, address, isNumber);
    }

    private static bool Has(UrlTable table, in UrlAddress address, bool isNumber) => table.Contains(address.Name, address.Prefix, SelfTags, BelowTags, isNumber);

    private static UrlTable Table(List<string> patterns, string key, List<ConfigurationError> errors)
    {
        var hashes = new ulong[patterns.Count];
        var tags = new byte[patterns.Count];
        for (int i = 0; i < patterns.Count; i++)
        {
            if (patterns[i] is not { Length: > 0 } pattern || !UrlPattern.TryHash(pattern, out hashes[i], out bool below))
                errors.Add(new ConfigurationError($"{key}:{i}", $"\"{patterns[i]}\" is neither a host nor *. and a domain, with or without the beginning of a path"));
            else
                tags[i] = below ? Below : Self;
        }

        return new UrlTable(hashes, tags);
    }
}
