using Sluice.Inspection.Detection.Models;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Training.Fitting;

/// <summary>Rows as a model sees them, in every view of them: the buckets of each block, a family behind the other, each bucket once.</summary>
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
            AddViews(plan, row.Text, room, seen);
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

    private void AddViews(TrainingPlan plan, string text, uint[] room, HashSet<uint> seen)
    {
        using TextViews views = TextViews.Of(text);
        AddBlocks(plan, views.Folded.Text, room, seen);
        for (var i = 0; i < views.Count; i++)
            AddBlocks(plan, views[i].Text, room, seen);
    }

    private void AddBlocks(TrainingPlan plan, ReadOnlySpan<char> text, uint[] room, HashSet<uint> seen)
    {
        var isFirst = true;
        var features = new BlockFeatures(room);
        var reader = new FeatureReader(text, plan.Lexicon, plan.FamilyLengths[(int)FeatureFamily.Structure] != 0);
        while (reader.Next(ref features))
        {
            AddBlock(plan, ref features, seen, isFirst);
            isFirst = false;
        }
    }

    private void AddBlock(TrainingPlan plan, ref BlockFeatures features, HashSet<uint> seen, bool isFirst)
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

        _blocks.Add(new CorpusBlock(start, (ushort)counts[0], (ushort)counts[1], (ushort)counts[2], (ushort)counts[3], isFirst));
    }
}

/// <summary>Where a block's buckets begin, how many there are of each family, and whether a view of the text begins with it: it makes no window with the one before.</summary>
internal readonly record struct CorpusBlock(int Start, ushort Characters, ushort Words, ushort Concepts, ushort Structure, bool IsFirst)
{
    public int Count(int family) => family switch { 0 => Characters, 1 => Words, 2 => Concepts, _ => Structure };
}
