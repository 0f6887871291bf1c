namespace Sluice.Governance.Counters;

/// <summary>The slots of one counter that are taken, each until its lease runs out. Not thread-safe.</summary>
internal sealed class SlotCounter
{
    /// <summary>Milliseconds: nobody knows when a slot becomes free, so a caller is told to ask again soon.</summary>
    public const long RetryAfter = 1_000;

    private readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);
    private long _firstEnds = long.MaxValue;

    /// <summary>Slots that are taken.</summary>
    public int Count(long now)
    {
        if (_firstEnds <= now)
        {
            _firstEnds = long.MaxValue;
            foreach ((string lease, long until) in _until)
            {
                if (until <= now)
                    _until.Remove(lease);
                else
                    _firstEnds = Math.Min(_firstEnds, until);
            }
        }

        return _until.Count;
    }

    public void Renew(string lease, long until)
    {
        _until[lease] = until;
        _firstEnds = Math.Min(_firstEnds, until);
    }

    public void Return(string lease) => _until.Remove(lease);
}
