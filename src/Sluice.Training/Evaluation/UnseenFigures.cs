using System.Text.Json;

namespace Sluice.Training.Evaluation;

/// <summary>What came out for sources that were left out, as <c>sluice eval --unseen</c> reads it (docs/detection/evaluation.md).</summary>
internal sealed class UnseenFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly List<Fold> _folds = [];
    private readonly List<Benign> _benign = [];

    /// <param name="head">The question that was asked.</param>
    /// <param name="source">The source that was left out.</param>
    /// <param name="attacks">Its rows are attacks; else they are honest.</param>
    /// <param name="rows">How many.</param>
    /// <param name="atOnePercent">The share that reaches the threshold of 1 %.</param>
    /// <param name="atOneInThousand">That of 0.1 %.</param>
    public void Add(string head, string source, bool attacks, int rows, double atOnePercent, double atOneInThousand)
    {
        long one = (long)Math.Round(atOnePercent * rows);
        long thousand = (long)Math.Round(atOneInThousand * rows);
        if (attacks)
            _folds.Add(new Fold(source, head, rows, one, thousand));
        else
            _benign.Add(new Benign($"{source} · {head}", rows, one, thousand));
    }

    public string ToJson(int seed) => JsonSerializer.Serialize(new { Command = "make eval DATA=folder", Seed = seed, Folds = _folds, Benign = _benign }, Json) + "\n";

    private sealed record Fold(string Source, string Head, long Positives, long AtOnePercent, long AtOneInThousand);

    private sealed record Benign(string Source, long Texts, long AtOnePercent, long AtOneInThousand);
}
