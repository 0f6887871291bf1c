using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>The stretches that a detector that judges finds in a text.</summary>
internal static class Found
{
    public static string[] By(string detector, string text, Conversation? said = null, string name = "", Direction direction = Direction.Response) =>
        By(DetectorCatalog.ByName[detector], text, said, name, direction);

    public static string[] By(Detector detector, string text, Conversation? said = null, string name = "", Direction direction = Direction.Response)
    {
        FindingList findings = Judge(detector.Classifier!, text, said, name, direction, new FindingList());
        return [.. Enumerable.Range(0, findings.Count).Select(i => findings[i]).Where(f => f.Label == detector.Label).Select(f => text.Substring(f.Start, f.Length))];
    }

    /// <summary>The highest score, or 0.</summary>
    public static double Score(string detector, string text, Conversation? said = null)
    {
        FindingList findings = Judge(DetectorCatalog.ByName[detector].Classifier!, text, said, "", Direction.Response, new FindingList());
        return Enumerable.Range(0, findings.Count).Select(i => findings[i].Score).DefaultIfEmpty().Max();
    }

    /// <summary>What judging the text allocates once everything is warm.</summary>
    public static long Bytes(Classifier classifier, string text)
    {
        FindingList findings = new();
        for (int i = 0; i < 3; i++)
            Judge(classifier, text, null, "", Direction.Response, findings);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Judge(classifier, text, null, "", Direction.Response, findings);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static FindingList Judge(Classifier classifier, string text, Conversation? said, string name, Direction direction, FindingList findings)
    {
        classifier.Judge(new JudgedText { Text = text, Direction = direction, Scope = ContentScope.Assistant, Volume = text.Length, Name = name, Conversation = said }, findings);
        return findings;
    }
}
