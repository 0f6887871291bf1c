using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>What a detector that judges says of a text that is a whole request or answer.</summary>
internal static class Judged
{
    /// <summary>The highest score of the detector; 0 where it finds nothing.</summary>
    public static double Score(string detector, string text, ContentScope scope = ContentScope.User, Direction direction = Direction.Request, int from = 0, long volume = 0)
    {
        Detector named = DetectorCatalog.ByName[detector];
        return Find(named, text, scope, direction, from, volume).Where(f => f.Label == named.Label).Select(f => f.Score).DefaultIfEmpty().Max();
    }

    /// <summary>What stands where the detector found something.</summary>
    public static string[] Taken(string detector, string text)
    {
        Detector named = DetectorCatalog.ByName[detector];
        return [.. Find(named, text, ContentScope.User, Direction.Request, 0, 0).Where(f => f.Label == named.Label).Select(f => f.Length < 0 ? text : text.Substring(f.Start, f.Length))];
    }

    /// <summary>Bytes that judging the text allocates once everything is warm and its views stand.</summary>
    public static long Allocated(Classifier classifier, string text, Direction direction = Direction.Request)
    {
        FindingList findings = new();
        using TextViews views = TextViews.Of(text);
        long before = 0;
        for (int i = 0; i < 4; i++)
        {
            findings.Clear();
            views.Begin(text);
            Assert.InRange(views.Folded.Text.Length + views.Count, 0, int.MaxValue);
            before = GC.GetAllocatedBytesForCurrentThread();
            classifier.Judge(new JudgedText { Text = text, Direction = direction, Scope = ContentScope.User, Volume = text.Length, Views = views }, findings);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static List<Finding> Find(Detector detector, string text, ContentScope scope, Direction direction, int from, long volume)
    {
        FindingList findings = new();
        Judge(detector.Classifier!, text, scope, direction, from, Math.Max(volume, text.Length), findings);
        return [.. Enumerable.Range(0, findings.Count).Select(i => findings[i])];
    }

    private static void Judge(Classifier classifier, string text, ContentScope scope, Direction direction, int from, long volume, FindingList findings) =>
        classifier.Judge(new JudgedText { Text = text, From = from, Direction = direction, Scope = scope, Volume = volume }, findings);
}
