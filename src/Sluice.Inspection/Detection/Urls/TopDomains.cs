using System.Collections.Frozen;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// Tells names without a scheme that are addresses from file names and code: by their top-level domain. Domains that are file suffixes or words of code as well count only with www.
/// or a path.
/// </summary>
internal static class TopDomains
{
    private static readonly FrozenSet<string> Certain = Set(
        "com org net edu gov mil int biz io ai dev app xyz online site shop store tech cloud click link icu vip website space fun club live bid loan download stream review trade " +
        "racing cricket accountant party science men date win gdn mobi tel travel jobs asia cat museum coop aero onion uk de fr nl ru cn jp br au ca it es se fi dk ch eu " +
        "kr tw hk sg nz mx ar cl tr gr cz hu ro bg ua by kz il ae sa za ng ke eg vn th ph tk ml ga cf gq pw cx ws su info");

    private static readonly FrozenSet<string> Possible = Set(
        "co me tv cc us in is id at be to no pl py sh rs md so ps mk my it do fm gg ly la ms st am ac re zip mov name pro one top page network media group email services run works world " +
        "today news blog wiki design agency solutions systems center company life guru");

    public static bool IsLikelyAddress(in UrlAddress address)
    {
        ReadOnlySpan<char> host = address.Name;
        ReadOnlySpan<char> top = host[(host.LastIndexOf('.') + 1)..];
        if (address.Host.Kind != UrlHostKind.Name || top.Length == host.Length)
            return false;
        if (Certain.GetAlternateLookup<ReadOnlySpan<char>>().Contains(top) || top.StartsWith("xn--", StringComparison.Ordinal))
            return true;
        bool shown = host.StartsWith("www.", StringComparison.Ordinal) || address.Path.Length > 1;
        return shown && Possible.GetAlternateLookup<ReadOnlySpan<char>>().Contains(top);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
