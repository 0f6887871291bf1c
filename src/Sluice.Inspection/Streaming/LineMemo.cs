namespace Sluice.Inspection.Streaming;

/// <summary>Remembers lines beside the data of events in which nothing was found: a grammar has a handful of event names, and every event has one. Not thread-safe.</summary>
internal sealed class LineMemo
{
    private const int Lines = 16;
    private const int LongestLine = 80;

    private readonly List<byte[]> _clean = [];

    public bool IsClean(ReadOnlySpan<byte> line)
    {
        foreach (byte[] known in _clean)
        {
            if (line.SequenceEqual(known))
                return true;
        }

        return false;
    }

    public void Remember(ReadOnlySpan<byte> line)
    {
        if (line.Length <= LongestLine && _clean.Count < Lines)
            _clean.Add(line.ToArray());
    }
}
