using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Language;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Detection.Code;

/// <summary>Malicious code by frames, where they stand in code: in fences, between backticks, in a call of a tool, or in lines that are no prose. What prose tells of it passes.</summary>
internal sealed class MaliciousCodeClassifier : Classifier
{
    /// <summary>Honest texts per 4,096 units that fetch a script from a bare address and run it; known installers have names.</summary>
    private const double FromAddressRate = 0.0009;

    /// <summary>Honest texts per 4,096 units with a function of the shell that calls itself twice.</summary>
    private const double ForkRate = 0.0009;

    /// <summary>What prose hardly ever has.</summary>
    private static readonly SearchValues<char> CodeMarks = SearchValues.Create("${}|=<>");

    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.");

    public override string Name => "malicious code";

    public override int Labels => MaliciousFrames.Labels.Count;

    public override bool IsRepeatable => true;

    /// <summary>Techniques spread over several lines.</summary>
    public override int LeftContext => 1_024;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var views = text.Views;
        var rate = RateOf(text, views.Folded);
        for (var i = 0; i < views.Count; i++)
            rate = Math.Min(rate, RateOf(text, views[i]));
        if (rate > ForkRate && text.Text.IndexOf(":(){") is var fork and >= 0 && text.Text[fork..].Contains(":|:", StringComparison.Ordinal))
            rate = ForkRate;
        if (rate < 1)
            findings.Add(0, RequestScore.Of(rate, text.Volume));
    }

    private static double RateOf(in JudgedText text, in TextView view)
    {
        var rate = 1.0;
        var reader = MaliciousFrames.All.Read(view.Text, view.IsOriginal ? text.From : 0);
        while (reader.Read())
        {
            var (start, length) = view.Locate(reader.End - 1, 1);
            if (start + length <= text.From)
                continue;
            var found = MaliciousFrames.All[reader.Frame].Rate;
            if (reader.Frame == MaliciousFrames.PipeToShell && FetchesFromAddress(view.Text[..reader.End]))
                found = FromAddressRate;
            if (found < rate && (text.Scope == ContentScope.ToolCall || IsCodeAt(view.Text, reader.End - 1)))
                rate = found;
        }

        return rate;
    }

    private static bool IsCodeAt(ReadOnlySpan<char> text, int place)
    {
        var start = text[..place].LastIndexOf('\n') + 1;
        var length = text[start..].IndexOf('\n');
        var line = length < 0 ? text[start..] : text.Slice(start, length);
        if ((line[..(place - start)].Count('`') & 1) != 0 || line.ContainsAny(CodeMarks) || CodeBlocks.CountMarks(line) * 14 >= line.Length || LanguageGuess.Of(line).Language is null)
            return true;
        var blocks = new CodeBlocks(text);
        while (blocks.Read() && blocks.Start <= place)
        {
            if (place <= blocks.End && blocks.IsFenced)
                return true;
        }

        return false;
    }

    /// <summary>The last address before the pipe is four numbers and no name: <c>http://192.0.2.7/x.sh</c>.</summary>
    private static bool FetchesFromAddress(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf("://");
        if (at < 0 || text.Length - at > 512)
            return false;
        var host = text[(at + 3)..];
        var end = host.IndexOfAnyExcept(Numbers);
        return end > 6 && host[..end].Count('.') == 3;
    }
}
