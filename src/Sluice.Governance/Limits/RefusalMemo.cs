using System.Collections.Concurrent;
using Sluice.Governance.Counters;

namespace Sluice.Governance.Limits;

/// <summary>
/// Which counters are known to have no room for anything, and until when: until then they refuse without being asked. A bounded number is remembered, and none for long, as room may be
/// given back on another node; what is given back on this one is told (<see cref="Forget"/>). Thread-safe.
/// </summary>
internal sealed class RefusalMemo(TimeProvider time)
{
    private const int Most = 10_000;

    /// <summary>Room for requests comes back when what never was answered is given back, which is rare.</summary>
    private static readonly TimeSpan LongestOfRequests = TimeSpan.FromSeconds(30);

    /// <summary>Slots and reserved tokens come back whenever an answer ends: what another node gives back is seen so late at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Refused> _refused = new(StringComparer.Ordinal);
    private long _lastEnds;

    /// <summary>Nothing is remembered: nobody needs to look.</summary>
    public bool IsEmpty => Now() >= Volatile.Read(ref _lastEnds);

    /// <summary>Whether the counter is known to have no room, and for how many milliseconds.</summary>
    public bool Refuses(in CounterCharge charge, out long wait)
    {
        wait = 0;
        if (!_refused.TryGetValue(charge.Key, out Refused refused))
            return false;
        long now = Now();
        wait = refused.Free - now;
        if (wait > 0 && now >= refused.Asked && now < refused.Until && refused.Max == charge.Max)
            return true;
        _refused.TryRemove(charge.Key, out _);
        return false;
    }

    /// <summary>Remembers a counter that has refused, unless it still has room for less.</summary>
    /// <param name="charge">As the counter has filled it.</param>
    /// <param name="requests">It counts requests.</param>
    /// <param name="wait">Milliseconds until there is room.</param>
    public void Remember(in CounterCharge charge, bool requests, long wait)
    {
        if (charge.Used < charge.Max)
            return;
        if (_refused.Count >= Most)
            _refused.Clear(); // Forgetting costs a question each.
        long now = Now();
        long until = now + Math.Min(wait, (long)(requests ? LongestOfRequests : Longest).TotalMilliseconds);
        _refused[charge.Key] = new Refused(now, until, now + wait, charge.Max);
        if (until > Volatile.Read(ref _lastEnds))
            Volatile.Write(ref _lastEnds, until); // Two at once may leave the earlier one: then the later is forgotten early.
    }

    /// <summary>Something was given back to the counter.</summary>
    public void Forget(string key) => _refused.TryRemove(key, out _);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="Asked">When the counter refused.</param>
    /// <param name="Until">How long that is believed.</param>
    /// <param name="Free">When the counter said that it would have room.</param>
    /// <param name="Max">The limit that was asked for; a changed one is asked again.</param>
    private readonly record struct Refused(long Asked, long Until, long Free, long Max);
}
