using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>Finds addresses that are suspicious by what they are, whomever they belong to.</summary>
internal sealed class UrlClassifier : Classifier
{
    public const int IpLiteral = 0;
    public const int Confusable = 1;
    public const int Credentials = 2;
    public const int Private = 3;
    public const int Script = 4;

    private static readonly SearchValues<char> PlaceholderSigns = SearchValues.Create("<>$*[{");

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("(=`[%.");

    public override string Name => "url";

    public override int Labels => 5;

    public override bool IsRepeatable => true;

    public override int LeftContext => JudgedText.Window;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var finder = new UrlFinder(text.Text, bare: false);
        Span<char> canonical = stackalloc char[UrlHost.MaxLength];
        while (finder.TryNext(out UrlSpan span))
        {
            if (span.End <= text.From || IsCut(text, span))
                continue;
            int length = span.End - span.Start;
            ReadOnlySpan<char> address = text.Text[span.Start..span.End];
            if (span.Authority > span.Start && address[span.Authority - span.Start - 1] == ':')
            {
                if (IsScript(address))
                    findings.Add(Script, 1, span.Start, length);
                continue;
            }

            if (!UrlAddress.TryRead(text.Text, span, canonical, out UrlAddress parts))
                continue;
            if (parts.Host.IsPrivate)
                findings.Add(Private, 1, span.Start, length);
            if (parts.Host.IsDisguised ? parts.Host.Kind != UrlHostKind.Name : parts.Host.Kind is UrlHostKind.Ipv4 or UrlHostKind.Ipv6 && !parts.Host.IsPrivate && parts.Scheme.Length > 0)
                findings.Add(IpLiteral, 1, span.Start, length);
            if ((parts.Host.IsDisguised && parts.Host.Kind == UrlHostKind.Name) || UrlConfusables.IsConfusable(parts))
                findings.Add(Confusable, 1, span.Start, length);
            if (HasCredentials(parts))
                findings.Add(Credentials, 1, span.Start, length);
        }
    }

    /// <summary>A window of an answer ended in the address: the next stretch sees all of it.</summary>
    public static bool IsCut(in JudgedText text, in UrlSpan span) =>
        span.End == text.Text.Length && text.Direction == Direction.Response && text.Text.Length - text.From is JudgedText.Window or JudgedText.Window - 1;

    /// <summary>A password, or a name that looks like the host that is asked: https://bank.example@evil.example.</summary>
    private static bool HasCredentials(in UrlAddress address)
    {
        ReadOnlySpan<char> user = address.User;
        if (user.IsEmpty)
            return false;
        int colon = user.IndexOf(':');
        bool web = address.Scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase) || address.Scheme.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase);
        if (colon < 0)
            return web && user.Contains('.');
        ReadOnlySpan<char> password = user[(colon + 1)..];
        bool placeholder = password.IsEmpty || password.ContainsAny(PlaceholderSigns) || password.Trim('x').IsEmpty || password.Trim('X').IsEmpty;
        return !placeholder;
    }

    private static bool IsScript(ReadOnlySpan<char> address)
    {
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            // What pages say who want a link to do nothing.
            ReadOnlySpan<char> code = address[(address.IndexOf(':') + 1)..];
            return !code.StartsWith("void(0", StringComparison.OrdinalIgnoreCase) && !code.Equals("void", StringComparison.OrdinalIgnoreCase) && code.ContainsAny(CodeSigns);
        }

        ReadOnlySpan<char> type = address[5..];
        foreach (string active in (ReadOnlySpan<string>)["text/html", "text/javascript", "text/xml", "text/vbscript", "application/javascript", "application/x-javascript", "application/xhtml", "application/xml", "application/x-msdownload", "application/hta", "image/svg"])
        {
            if (type.StartsWith(active, StringComparison.OrdinalIgnoreCase) && type.Length > active.Length)
                return true;
        }

        return false;
    }
}
