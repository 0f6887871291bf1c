using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Tests.Judging;

/// <summary>
/// A classifier that a test can foresee. "alarm" is a finding of its own place; "furious" makes the whole stretch one; "likely" scores 0.995; two texts of one request that both
/// say "half" are a finding of the request; "crash" throws.
/// </summary>
internal sealed class WordClassifier : Classifier
{
    public const int Alarm = 0;
    public const int Tone = 1;
    public const int Split = 2;

    public override string Name => "words";

    public override int Labels => 3;

    public override int LeftContext => 8;

    public override ConversationNeeds Needs => ConversationNeeds.Turns;

    public static IReadOnlyList<Detector> Detectors { get; } = Make();

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Text[text.From..].Contains("crash", StringComparison.Ordinal))
            throw new InvalidOperationException("as the test asked");
        for (int at = 0; at < text.Text.Length && text.Text[at..].IndexOf("alarm") is var found and >= 0; at += found + 5)
            findings.Add(Alarm, 1, at + found, 5);
        if (text.Text[text.From..].Contains("furious", StringComparison.Ordinal))
            findings.Add(Tone, 1);
        else if (text.Text[text.From..].Contains("likely", StringComparison.Ordinal))
            findings.Add(Tone, 0.995);
    }

    public override void JudgeRequest(Conversation conversation, FindingList findings)
    {
        if (conversation.Texts.Count(t => t.Text.Contains("half", StringComparison.Ordinal)) > 1)
            findings.Add(Split, 1);
    }

    private static Detector[] Make()
    {
        WordClassifier classifier = new();
        return
        [
            Detector.Judging("words/alarm", "The word alarm.", classifier, Alarm, certain: true),
            Detector.Judging("words/tone", "A stretch that is furious.", classifier, Tone),
            Detector.Judging("words/split", "Two halves.", classifier, Split, runsOn: (d, s) => d == Direction.Request && s == ContentScope.User),
        ];
    }
}
