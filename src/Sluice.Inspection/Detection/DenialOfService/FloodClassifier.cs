using System.Buffers;
using System.Text;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Detection.DenialOfService;

/// <summary>
/// Finds texts that cost more than they say: label 0 asks for output without end; label 1 is a flood of the same piece, of invisible characters or of odd tokens; label 2 is an
/// answer that goes round in circles.
/// </summary>
internal sealed class FloodClassifier : Classifier
{
    public const int Endless = 0;
    public const int Flood = 1;
    public const int Loop = 2;

    /// <summary>Units from which on a repetition in a request is a flood, and from which on it is one beyond doubt.</summary>
    private const int FloodLength = 2_048;
    private const int LongFloodLength = 8_192;

    /// <summary>Units from which on a repetition in an answer is a loop: what a stream's stretch and its context show.</summary>
    private const int LoopLength = 900;

    /// <summary>Fewest invisible characters of a flood of them.</summary>
    private const int MinInvisible = 512;

    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        [.. Range('\u0300', '\u036F'), .. Range('\u200B', '\u200F'), .. Range('\u2060', '\u2064'), .. Range('\uFE00', '\uFE0F'), '\uFEFF', '\u00AD', '\u180E', '\uDB40', .. Range('\uDC20', '\uDC7F')]);

    public override string Name => "denial of service";

    public override int Labels => 3;

    public override bool IsRepeatable => true;

    public override int LeftContext => 1_024;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Direction == Direction.Response)
        {
            JudgeAnswer(text, findings);
            return;
        }

        var flood = Math.Min(RateOfRepetition(text), RateOfInvisible(text.Text));
        var endless = 1.0;
        var views = text.Views;
        ReadFrames(text, views.Folded, ref endless, ref flood);
        for (var i = 0; i < views.Count; i++)
            ReadFrames(text, views[i], ref endless, ref flood);
        if (endless < 1)
            findings.Add(Endless, RequestScore.Of(endless, text.Volume));
        if (flood < 1)
            findings.Add(Flood, RequestScore.Of(flood, text.Volume));
    }

    private static void ReadFrames(in JudgedText text, in TextView view, ref double endless, ref double flood)
    {
        var reader = EndlessFrames.All.Read(view.Text, view.IsOriginal ? text.From : 0);
        while (reader.Read())
        {
            var (start, length) = view.Locate(reader.End - 1, 1);
            if (start + length <= text.From)
                continue;
            var frame = EndlessFrames.All[reader.Frame];
            if (frame.Label == Endless)
                endless = Math.Min(endless, frame.Rate);
            else
                flood = Math.Min(flood, frame.Rate);
        }
    }

    private static void JudgeAnswer(in JudgedText text, FindingList findings)
    {
        if (text.Text.Length < LoopLength)
            return;
        var found = Repetition.Longest(text.Text, text.From);
        if (found.Length >= LoopLength && found.Times >= 5 && found.Letters >= 3)
            findings.Add(Loop, RequestScore.Of(found.Times >= 8 ? 0.0009 : 0.002, text.Volume));
    }

    /// <summary>The longer and the more wordy the repetition, the rarer in honest texts: rules and blanks are common, zeros and A's are the padding of data.</summary>
    private static double RateOfRepetition(in JudgedText text)
    {
        if (text.Text.Length < FloodLength)
            return 1;
        var found = Repetition.Longest(text.Text, text.From);
        if (found.Length < FloodLength || found.Times < 8)
            return 1;
        var isLong = found.Length >= LongFloodLength;
        return found.Letters switch
        {
            < 2 => isLong ? 0.001 : 0.02,
            2 => isLong ? 0.0008 : 0.005,
            _ => isLong ? 0.0004 : 0.0009,
        };
    }

    private static double RateOfInvisible(ReadOnlySpan<char> text)
    {
        if (text.Length < MinInvisible || Ascii.IsValid(text))
            return 1;
        var count = 0;
        foreach (var c in text)
            count += c >= 0x80 && Invisible.Contains(c) ? 1 : 0;
        return count >= MinInvisible && count * 5L >= text.Length * 2L ? 0.0004 : 1;
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
