using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Models;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Detection.Toxicity;

/// <summary>
/// Toxic content by frames of words, and in short texts that have words of the matter by a model as well. Its labels are <see cref="ToxicFrames.Labels"/>.
/// </summary>
internal sealed class ToxicityClassifier : Classifier
{
    /// <summary>Longest text that the model is asked about: prompts. Longer ones are documents and transcripts, in which its sources say nothing.</summary>
    private const int MaxModelUnits = 2_048;

    private static readonly LinearModel Model = LinearModel.Load("toxicity.model", lexicon: null);

    public override string Name => "toxicity";

    public override int Labels => ToxicFrames.Labels.Count;

    public override bool IsRepeatable => true;

    /// <summary>A sentence that is longer than a stretch of a stream is understood from this many units on.</summary>
    public override int LeftContext => 256;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        Span<double> scores = stackalloc double[ToxicFrames.Labels.Count];
        scores.Clear();
        var views = text.Views;
        JudgeView(text, views.Folded, scores);
        for (var i = 0; i < views.Count; i++)
            JudgeView(text, views[i], scores);
        for (var label = 0; label < scores.Length; label++)
        {
            if (scores[label] > 0)
                findings.Add(label, scores[label]);
        }
    }

    private static void JudgeView(in JudgedText text, in TextView view, Span<double> scores)
    {
        var reader = ToxicFrames.All.Read(view.Text, view.IsOriginal ? text.From : 0);
        while (reader.Read())
        {
            var (start, length) = view.Locate(reader.End - 1, 1);
            var frame = ToxicFrames.All[reader.Frame];
            if (start + length > text.From)
                scores[frame.Label] = Math.Max(scores[frame.Label], RequestScore.Of(frame.Rate, text.Volume));
        }

        if (text.From == 0 && view.Text.Length <= MaxModelUnits && (reader.Seen & ToxicFrames.Matters) != 0)
            AskModel(text, view.Text, reader.Seen, scores);
    }

    /// <summary>The model says that there is harm, the words say of which kind.</summary>
    private static void AskModel(in JudgedText text, ReadOnlySpan<char> seen, ulong classes, Span<double> scores)
    {
        Span<WindowSum> sums = stackalloc WindowSum[LinearModel.MaxHeads];
        Model.Judge(seen, sums);
        for (var head = 0; head < Model.Heads.Count; head++)
        {
            var label = ToxicFrames.KindOf(classes, isHate: head == 0);
            if (label >= 0)
                scores[label] = Math.Max(scores[label], Model.Heads[head].Calibration.Score(sums[head].Sum, text.Volume));
        }
    }
}
