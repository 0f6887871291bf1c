using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// Images and links in answers whose address carries data to its host: an image is fetched as soon as the answer is shown, without anybody's click. Text from the conversation and
/// text that is encoded score highest; values that are merely long score enough to be flagged. Addresses that the conversation holds itself pass.
/// </summary>
internal sealed class UrlExfiltration : Classifier
{
    /// <summary>How far before <c>](</c> its bracket is looked for.</summary>
    private const int LongestLabel = 1_024;

    private static readonly SearchValues<string> Marks = SearchValues.Create(["](", "]:", "src=", "href="], StringComparison.OrdinalIgnoreCase);

    public override string Name => "url-exfiltration";

    public override int Labels => 1;

    public override int LeftContext => JudgedText.Window;

    public override ConversationNeeds Needs => ConversationNeeds.Turns;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Direction != Direction.Response)
            return;
        ReadOnlySpan<char> all = text.Text;
        int at = 0;
        bool pictured = all.Contains("![", StringComparison.Ordinal);
        while (at < all.Length && all[at..].IndexOfAny(Marks) is var found and >= 0)
        {
            int mark = at + found;
            at = mark + 2;
            if (!TryTarget(all, mark, pictured, out UrlSpan span, out bool image) || span.End <= text.From || UrlClassifier.IsCut(text, span))
                continue;
            at = Math.Max(at, span.End);
            Judge(text, span, image, findings);
        }
    }


    private static void Judge(in JudgedText text, in UrlSpan span, bool image, FindingList findings)
    {
        Span<char> canonical = stackalloc char[UrlHost.MaxLength];
        if (!UrlAddress.TryRead(text.Text, span, canonical, out UrlAddress address))
            return;
        double score = new UrlCargo(text.Conversation, image).ScoreOf(address);
        if (score > 0 && !IsKnown(text.Conversation, text.Text[span.Start..span.End]))
            findings.Add(0, score, span.Start, span.End - span.Start);
    }

    private static bool IsKnown(Conversation? conversation, ReadOnlySpan<char> address)
    {
        if (conversation is null)
            return false;
        foreach (ConversationText said in conversation.Texts)
        {
            if (said.Direction == Direction.Request && said.Text.AsSpan().Contains(address, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The address behind a mark, and whether it is fetched without a click.</summary>
    private static bool TryTarget(ReadOnlySpan<char> text, int mark, bool pictured, out UrlSpan span, out bool image)
    {
        span = default;
        image = false;
        int start;
        if (text[mark] == ']')
        {
            int label = LabelOf(text, mark);
            if (label < 0)
                return false;
            image = label > 0 && text[label - 1] == '!';
            if (text[mark + 1] == ':')
            {
                if (label > 0 && text[label - 1] != '\n')
                    return false;
                image = pictured; // The image names its address by reference.
            }

            start = mark + 2;
        }
        else
        {
            image = text[mark] is 's' or 'S';
            start = text[mark..].IndexOf('=') + mark + 1;
            ReadOnlySpan<char> before = text[Math.Max(0, mark - LongestLabel)..mark];
            int tag = before.LastIndexOfAny('<', '>');
            if (tag < 0 || before[tag] != '<')
                return false;
        }

        while (start < text.Length && text[start] is ' ' or '<' or '"' or '\'' or '\t')
            start++;
        return TryAddress(text, start, out span);
    }

    /// <summary>Browsers take one slash, two, or backslashes behind http:, and // without a scheme.</summary>
    private static bool TryAddress(ReadOnlySpan<char> text, int start, out UrlSpan span)
    {
        int end = start;
        int open = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('>' or '"' or '\'') && !(text[end] == ')' && open == 0))
        {
            open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            end++;
        }

        ReadOnlySpan<char> target = text[start..end];
        int scheme = target.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? 6 : target.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        int slashes = scheme;
        while (slashes < target.Length && target[slashes] is '/' or '\\')
            slashes++;
        span = new UrlSpan(start, end, start + slashes);
        return slashes < target.Length && (scheme > 0 || slashes >= 2);
    }

    /// <summary>Where the bracket opens that closes at <paramref name="mark"/>, or -1.</summary>
    private static int LabelOf(ReadOnlySpan<char> text, int mark)
    {
        int depth = 0;
        for (int i = mark; i >= 0 && mark - i <= LongestLabel; i--)
        {
            depth += text[i] == ']' ? 1 : text[i] == '[' ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return -1;
    }
}
