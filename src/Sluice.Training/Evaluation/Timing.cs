using System.Diagnostics;
using System.Globalization;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.PromptInjection;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Training.Evaluation;

/// <summary>What judging costs: the shortest of many rounds, as whatever else the machine does only adds to it.</summary>
internal static class Timing
{
    private const int Rounds = 4000;

    public static void Write(TextWriter log)
    {
        const string sentence = "Could you please explain how the previous version of this function handled errors, and write a short test for it? ";
        string prompt = string.Concat(Enumerable.Repeat(sentence, 5))[..500];
        string file = string.Concat(Enumerable.Repeat(sentence, 600))[..65536];
        double first = Best(prompt);
        double second = Best(file);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"500 characters: {first / 1000:F2} µs; each further one of 65,536: {(second - first) / (file.Length - prompt.Length):F2} ns; allocated: {Allocated(file)} bytes"));
    }

    private static double Best(string text)
    {
        var best = double.MaxValue;
        using TextViews views = TextViews.Of(text);
        var findings = new FindingList();
        for (var round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Judge(text, views, findings);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return best;
    }

    private static long Allocated(string text)
    {
        using TextViews views = TextViews.Of(text);
        var findings = new FindingList();
        Judge(text, views, findings);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Judge(text, views, findings);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Judge(string text, TextViews views, FindingList findings)
    {
        findings.Clear();
        views.Begin(text);
        InjectionClassifier.Instance.Judge(
            new JudgedText { Text = text, Direction = Direction.Request, Scope = ContentScope.User, Volume = text.Length, Views = views }, findings);
    }
}
