using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lexicons;

namespace Sluice.Inspection.Detection.Toxicity;

/// <summary>Toxic content by frames of words. Its labels are <see cref="ToxicFrames.Labels"/>.</summary>
internal sealed class ToxicityClassifier : Classifier
{
    public override string Name => "toxicity";

    public override int Labels => ToxicFrames.Labels.Count;

    /// <summary>A sentence that is longer than a stretch of a stream is understood from this many units on.</summary>
    public override int LeftContext => 256;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var reader = ToxicFrames.All.Read(text.Text, text.From);
        if (!reader.Read())
            return;
        Span<double> rates = stackalloc double[ToxicFrames.Labels.Count];
        rates.Fill(1);
        do
        {
            var frame = ToxicFrames.All[reader.Frame];
            rates[frame.Label] = Math.Min(rates[frame.Label], frame.Rate);
        }
        while (reader.Read());

        for (var label = 0; label < rates.Length; label++)
        {
            if (rates[label] < 1)
                findings.Add(label, RequestScore.Of(rates[label], text.Volume));
        }
    }
}
