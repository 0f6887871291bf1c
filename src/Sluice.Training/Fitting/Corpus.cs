using Sluice.Inspection.Detection.Models;

namespace Sluice.Training.Fitting;

/// <summary>Rows as a model sees them: the buckets of each block, a family behind the other, each bucket once.</summary>
internal sealed class Corpus
{
    private readonly List<uint> _buckets = [];
    private readonly List<CorpusBlock> _blocks = [];
    private readonly List<int> _firstBlock = [0];
    private readonly List<TrainingRow> _rows = [];

    public Corpus(TrainingPlan plan, IEnumerable<TrainingRow> rows)
    {
        var seen = new HashSet<uint>();
        var room = new uint[BlockFeatures.Capacity];
        foreach (var row in rows)
        {
            AddBlocks(plan, row.Text, room, seen);
            if (_blocks.Count == _firstBlock[^1])
                continue;
            _firstBlock.Add(_blocks.Count);
            _rows.Add(row);
        }
    }

    public int Count => _rows.Count;

    public IReadOnlyList<TrainingRow> Rows => _rows;

    /// <summary>The blocks of a row.</summary>
    public ReadOnlySpan<CorpusBlock> Blocks(int row) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_blocks)[_firstBlock[row].._firstBlock[row + 1]];

    /// <summary>The buckets of a block that are of one family.</summary>
    public ReadOnlySpan<uint> Buckets(in CorpusBlock block, int family)
    {
        var from = block.Start;
        for (var f = 0; f < family; f++)
            from += block.Count(f);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buckets).Slice(from, block.Count(family));
    }

    private void AddBlocks(TrainingPlan plan, string text, uint[] room, HashSet<uint> seen)
    {
        var features = new BlockFeatures(room);
        var reader = new FeatureReader(text, plan.Lexicon, plan.FamilyLengths[(int)FeatureFamily.Structure] != 0);
        while (reader.Next(ref features))
            AddBlock(plan, ref features, seen);
    }

    private void AddBlock(TrainingPlan plan, ref BlockFeatures features, HashSet<uint> seen)
    {
        seen.Clear();
        Span<int> counts = stackalloc int[LinearModel.Families];
        var start = _buckets.Count;
        for (var family = 0; family < LinearModel.Families; family++)
        {
            foreach (uint hash in features.Of((FeatureFamily)family))
            {
                uint bucket = hash >> (32 - plan.Bits);
                if (seen.Add(bucket))
                {
                    _buckets.Add(bucket);
                    counts[family]++;
                }
            }
        }

        _blocks.Add(new CorpusBlock(start, (ushort)counts[0], (ushort)counts[1], (ushort)counts[2], (ushort)counts[3]));
    }
}

/// <summary>Where a block's buckets begin, and how many there are of each family.</summary>
internal readonly record struct CorpusBlock(int Start, ushort Characters, ushort Words, ushort Concepts, ushort Structure)
{
    public int Count(int family) => family switch { 0 => Characters, 1 => Words, 2 => Concepts, _ => Structure };
}
