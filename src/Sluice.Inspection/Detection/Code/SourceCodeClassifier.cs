using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Code;

/// <summary>
/// Finds source code and says in which language it is: label 0 is any code, label 1 + n the language n of <see cref="CodeLanguages.Names"/>. Findings are the blocks.
/// A fence that names a programming language is certain; what only looks like code needs words of a language.
/// </summary>
internal sealed class SourceCodeClassifier : Classifier
{
    /// <summary>Of 4,096 units of honest prose: a block of some lines with words of a language, and a long one.</summary>
    private const double SomeRate = 0.004;
    private const double SureRate = 0.0004;

    public override string Name => "source code";

    public override int Labels => CodeLanguages.Names.Count + 1;

    public override bool IsRepeatable => true;

    /// <summary>A block is recognised by several lines, and a stretch of a stream is often one.</summary>
    public override int LeftContext => 1_024;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var blocks = new CodeBlocks(text.Text);
        while (blocks.Read())
        {
            if (blocks.End <= text.From || blocks.End == blocks.Start)
                continue;
            var tagged = blocks.IsFenced ? CodeLanguages.OfTag(blocks.Tag) : -1;
            if (blocks.IsFenced && tagged < 0 && !blocks.Tag.IsEmpty)
                continue;

            double score = 1;
            var language = tagged;
            if (tagged < 0)
            {
                (language, var votes) = CodeLanguages.Guess(text.Text[blocks.Start..blocks.End]);
                if (votes < (blocks.IsFenced || blocks.CodeLines >= 8 ? 1 : blocks.CodeLines >= 2 ? 2 : 3))
                    continue;
                score = RequestScore.Of(blocks.IsFenced || (blocks.CodeLines >= 4 && votes >= 4) ? SureRate : SomeRate, text.Volume);
            }

            var start = Math.Max(blocks.Start, text.From);
            findings.Add(0, score, start, blocks.End - start);
            findings.Add(1 + language, score, start, blocks.End - start);
        }
    }
}
