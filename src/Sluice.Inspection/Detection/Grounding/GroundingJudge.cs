using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Grounding;

/// <summary>
/// Statements of an answer that what its request brought along does not support: numbers, dates and names that stand nowhere in the documents, the tool results or anything else of the
/// request. Only where the request has documents or tool results. It compares words, not meanings: what is said with known words and is wrong is not found, and what is reckoned from known
/// numbers is.
/// </summary>
internal sealed class GroundingJudge : Classifier
{
    /// <summary>A window of a stream that ends amid a sentence is at least so long; the sentence is judged with the next.</summary>
    private const int CutWindow = 1_000;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?\n");

    private static readonly SearchValues<string> Hedges = SearchValues.Create(
        ["i ", "i'm", "i can", "let me", "would you", "please", "for example", "e.g.", "such as", "if you", "you can", "step ", "http", "`", "approximately", "about "], StringComparison.OrdinalIgnoreCase);

    public override string Name => "grounding";

    public override int Labels => 1;

    public override ConversationNeeds Needs => ConversationNeeds.Sources | ConversationNeeds.Turns;

    public override int LeftContext => 256;

    /// <summary>What the model says to its user.</summary>
    public static bool RunsOn(Direction direction, ContentScope scope) => direction == Direction.Response && scope == ContentScope.Assistant;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Direction != Direction.Response || text.Conversation is null || !text.Text.Contains(' '))
            return;
        SourceIndex sources = text.Conversation.Made(static c => new SourceIndex(c));
        if (sources.IsEmpty)
            return;
        int at = 0;
        while (at < text.Text.Length)
        {
            int end = SentenceEnd(text.Text, at);
            bool cut = end == text.Text.Length && text.Text.Length - text.From >= CutWindow && end - at < LeftContext;
            if (end > text.From && !cut)
                Sentence(text.Text, at, end, sources, findings);
            at = end;
        }
    }

    private static int SentenceEnd(ReadOnlySpan<char> text, int from)
    {
        int at = from;
        while (text[at..].IndexOfAny(Ends) is var found and >= 0)
        {
            at += found + 1;
            if (text[at - 1] == '\n' || at == text.Length || char.IsWhiteSpace(text[at]))
                return at;
        }

        return text.Length;
    }

    private static void Sentence(ReadOnlySpan<char> text, int start, int end, SourceIndex sources, FindingList findings)
    {
        ReadOnlySpan<char> sentence = text[start..end];
        SentenceFacts facts = SentenceFacts.Of(sentence, sources);
        double score = Score(facts, sentence.ContainsAny(Hedges) || sentence.TrimEnd().EndsWith('?'));
        int lead = sentence.Length - sentence.TrimStart().Length;
        if (score > 0 && lead < sentence.Length)
            findings.Add(0, score, start + lead, sentence.Length - lead);
    }

    /// <summary>The scores are set by hand: 0.999 for what is hardly ever honest, 0.99 for what is seldom, 0.9 for what may well be.</summary>
    private static double Score(in SentenceFacts facts, bool hedged)
    {
        bool onSubject = facts.Words >= 3 && facts.KnownWords * 2 >= facts.Words;
        if (!hedged && onSubject && (facts.ExactNumbers > 0 || facts.Numbers + facts.Names > 1))
            return 0.999;
        if (facts.Numbers + facts.Names > 1 || (onSubject && facts.Numbers > 0))
            return 0.995;
        if (facts.Numbers + facts.Names > 0)
            return hedged ? 0.95 : 0.99;
        return !hedged && facts.Words >= 8 && facts.KnownWords * 4 < facts.Words ? 0.9 : 0;
    }
}
