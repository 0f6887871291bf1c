using Sluice.Cli.Evaluation.Data;
using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Evaluation.Obfuscation;

/// <summary>Keeps a sample of each source for one target, and measures what is left of its recall when the sample is rewritten.</summary>
/// <param name="target">The target.</param>
/// <param name="size">Most texts of a source, positives and honest ones each.</param>
/// <param name="seed">What all chance grows from.</param>
internal sealed class ObfuscationRun(EvalTarget target, int size, int seed)
{
    /// <summary>The score that policies ask for to flag, unless they say otherwise.</summary>
    private const double Flag = 0.99;

    private readonly SortedDictionary<string, Reservoir> _positives = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Reservoir> _honest = new(StringComparer.Ordinal);

    public void Offer(EvalRecord record)
    {
        Truth truth = target.Truth(record);
        if (size == 0 || truth == Truth.Aside)
            return;
        SortedDictionary<string, Reservoir> side = truth == Truth.Positive ? _positives : _honest;
        if (!side.TryGetValue(record.Source, out Reservoir? reservoir))
            side.Add(record.Source, reservoir = new Reservoir(size, new Random(seed)));
        reservoir.Offer(record);
    }

    /// <summary>Figures of every family that makes sense for the target.</summary>
    /// <param name="score">The target's score of a text that stands in a record's place.</param>
    public IReadOnlyList<FamilyFigures> Run(Func<EvalRecord, string, double> score)
    {
        EvalRecord[] positives = _positives.Values.SelectMany(r => r.Kept).ToArray();
        EvalRecord[] honest = _honest.Values.SelectMany(r => r.Kept).ToArray();
        if (positives.Length == 0)
            return [];
        bool[] plain = Array.ConvertAll(positives, r => score(r, r.Text) >= Flag);
        Rate found = new(plain.Count(p => p), plain.Length);
        return Obfuscators.All.Where(o => o.KeepsValues || !target.FindsValues).Select(o => Family(o, found, positives, honest, score)).ToArray();
    }

    private FamilyFigures Family(Obfuscator family, Rate found, EvalRecord[] positives, EvalRecord[] honest, Func<EvalRecord, string, double> score)
    {
        Random random = new(seed);
        Rate hidden = new(positives.Count(r => score(r, family.Hide(r.Text, random)) >= Flag), positives.Length);
        Rate stopped = new(honest.Count(r => score(r, family.Hide(r.Text, random)) >= Flag), honest.Length);
        double ratio = found.Hits == 0 ? 0 : (double)hidden.Hits / found.Hits;
        return new FamilyFigures(family.Name, Share.From(found), Share.From(hidden), Math.Round(ratio, 4), Share.From(stopped));
    }
}
