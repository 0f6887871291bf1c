using Sluice.Inspection.Json;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Takes the token probabilities of replaced stretches out of a whole answer: each entry spells its token, and the alternatives it nearly was.
/// </summary>
internal sealed class LogprobCut
{
    private readonly TextScan _scan;
    private readonly List<(LaneKey Lane, long Start, long End)> _replaced = [];
    private readonly Dictionary<LaneKey, long> _units = [];
    private int _shifted;

    public LogprobCut(TextScan scan)
    {
        _scan = scan;
        scan.Replaced = _replaced;
    }

    /// <summary>A text of <paramref name="lane"/> was scanned; a lane's texts follow one another.</summary>
    public void Passed(LaneKey lane, int units)
    {
        if (lane.IsNone)
            return;
        long before = _units.GetValueOrDefault(lane);
        for (; _shifted < _replaced.Count; _shifted++)
            _replaced[_shifted] = _replaced[_shifted] with { Start = _replaced[_shifted].Start + before, End = _replaced[_shifted].End + before };
        _units[lane] = before + units;
    }

    /// <summary>Cuts the entries of texts that were scanned.</summary>
    /// <param name="body">The document.</param>
    /// <param name="slots">What was found in it.</param>
    /// <param name="wholeOnly">Entries of lanes that go on are another's business: see <see cref="LaneKey.IsWhole"/>.</param>
    public void Apply(ReadOnlySpan<byte> body, SlotList slots, bool wholeOnly = false)
    {
        foreach (LogprobArray array in slots.LogprobArrays)
        {
            if (!wholeOnly || array.Lane.IsWhole)
                Apply(body, slots.Logprobs, array);
        }
    }

    private void Apply(ReadOnlySpan<byte> body, List<LogprobEntry> entries, LogprobArray array)
    {
        long total = 0;
        for (int i = array.First; i < array.First + array.Count; i++)
            total += entries[i].Units;
        bool aligned = total == _units.GetValueOrDefault(array.Lane);
        int opened = _scan.Changes.Open();
        bool cut = false;
        long at = 0;
        for (int i = array.First; i < array.First + array.Count; i++)
        {
            LogprobEntry entry = entries[i];
            ReadOnlySpan<byte> raw = body.Slice(entry.Start, entry.Length);
            bool drop = Touches(array.Lane, at, at + entry.Units, aligned) || _scan.IsDirty(raw, ContentScope.Assistant);
            at += entry.Units;
            cut |= drop;
            if (drop)
                continue;
            if (_scan.Changes.Open() > opened)
                _scan.Changes.Replacement.Write(","u8);
            _scan.Changes.Replacement.Write(raw);
        }

        if (cut)
            _scan.Changes.Close(array.Start, array.Length, opened);
    }

    /// <summary>Whether a token overlaps a replaced stretch; where tokens and text do not add up, every token of a lane with one does.</summary>
    private bool Touches(LaneKey lane, long start, long end, bool aligned)
    {
        foreach ((LaneKey replaced, long from, long to) in _replaced)
        {
            if (replaced == lane && (!aligned || (start < to && from < end) || (start == end && from < end && end <= to)))
                return true;
        }

        return false;
    }
}
