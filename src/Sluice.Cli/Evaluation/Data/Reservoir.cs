namespace Sluice.Cli.Evaluation.Data;

/// <summary>A sample of a bounded size in which every record offered stands with the same chance (algorithm R). The same for the same seed and order.</summary>
/// <param name="size">Most records that are kept.</param>
/// <param name="random">Its chance.</param>
internal sealed class Reservoir(int size, Random random)
{
    private readonly List<EvalRecord> _kept = [];
    private int _offered;

    public IReadOnlyList<EvalRecord> Kept => _kept;

    public void Offer(EvalRecord record)
    {
        _offered++;
        if (_kept.Count < size)
            _kept.Add(record);
        else if (random.Next(_offered) is var place && place < size)
            _kept[place] = record;
    }
}
