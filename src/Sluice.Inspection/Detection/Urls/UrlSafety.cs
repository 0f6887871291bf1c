namespace Sluice.Inspection.Detection.Urls;

/// <summary>Addresses that are suspicious by themselves: <c>url/*</c>. Lists and categories of addresses are the user's own detectors.</summary>
internal static class UrlSafety
{
    private static readonly UrlClassifier Classifier = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging("url/ip-literal", "Addresses whose host is a number, in any notation; numbers of private networks only where they are disguised.", Classifier, UrlClassifier.IpLiteral, certain: true),
        Detector.Judging("url/confusable", "Hosts that look like others: scripts mixed in a label, letters that imitate, signs that are not seen; as written or as punycode.", Classifier, UrlClassifier.Confusable, certain: true),
        Detector.Judging("url/credentials", "Addresses with a password before the @, or with a host there that is not the one that is asked.", Classifier, UrlClassifier.Credentials, certain: true),
        Detector.Judging("url/private-address", "Addresses of this machine, of private networks and of clouds' metadata services.", Classifier, UrlClassifier.Private, certain: true),
        Detector.Judging("url/script", "Addresses that are programs: javascript:, vbscript:, data: of HTML, SVG, JavaScript and executables.", Classifier, UrlClassifier.Script, certain: true),
        Detector.Judging("url/markdown-exfiltration", "Images and links in answers whose address carries data away: encoded text, or what the conversation says.", new UrlExfiltration(), 0, certain: false,
            runsOn: static (direction, _) => direction == Direction.Response),
    ];
}
