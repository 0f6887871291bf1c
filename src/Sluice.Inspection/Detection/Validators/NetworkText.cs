namespace Sluice.Inspection.Detection.Validators;

/// <summary>Tells addresses of machines from version numbers, times and names in code.</summary>
internal static class NetworkText
{
    /// <summary>Neither loopback, unspecified or broadcast, nor four single digits, which is rather a version.</summary>
    public static bool IsIpv4(ReadOnlySpan<char> candidate) =>
        candidate.Length > 7 && !candidate.StartsWith("127.") && !candidate.StartsWith("255.") && !candidate.StartsWith("0.");

    /// <summary>Eight groups, or fewer with one <c>::</c>; a digit and a group of three or four, so that <c>a::b</c> and times are none.</summary>
    public static bool IsIpv6(ReadOnlySpan<char> candidate)
    {
        var zone = candidate.IndexOf('%');
        if (zone >= 0)
            candidate = candidate[..zone];
        int groups = 0, gaps = 0, length = 0, longest = 0;
        for (var i = 0; i < candidate.Length; i++)
        {
            if (candidate[i] != ':')
            {
                groups += length == 0 ? 1 : 0;
                longest = Math.Max(longest, ++length);
                continue;
            }

            length = 0;
            gaps += i > 0 && candidate[i - 1] == ':' ? 1 : 0;
        }

        var startsWell = candidate[0] != ':' || candidate[1] == ':';
        return startsWell && longest >= 3 && Digits.Count(candidate) > 0 && (gaps == 0 ? groups == 8 : gaps == 1 && groups < 8);
    }

    /// <summary>A mail address whose domain ends in a file's suffix is a file name (<c>icon@2x.png</c>); <c>git@</c> is a repository.</summary>
    public static bool IsMail(ReadOnlySpan<char> candidate)
    {
        var suffix = candidate[(candidate.LastIndexOf('.') + 1)..];
        foreach (var file in (ReadOnlySpan<string>)["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "js", "ts", "css", "json", "html"])
        {
            if (suffix.Equals(file, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return !candidate.StartsWith("git@");
    }
}
