using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>Finds SQL statements and says what each does. It reads, and does not guess: scores are 1.</summary>
internal sealed class SqlClassifier : Classifier
{
    public const int LabelCount = 5;

    public override string Name => "sql";

    /// <summary>The bits of <see cref="SqlEffects"/>, in their order.</summary>
    public override int Labels => LabelCount;

    public override bool IsRepeatable => true;

    public override int LeftContext => 1_024;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        bool cut = text.Direction == Direction.Response && text.Text.Length - text.From is JudgedText.Window or JudgedText.Window - 1;
        new SqlScan(text.Text, text.Name).Find(text.From, cut, findings);
    }

    /// <summary>A statement over several lines is one: its WHERE may still come.</summary>
    public override bool IsOpen(ReadOnlySpan<char> stretch) => new SqlScan(stretch, []).EndsOpen();
}
