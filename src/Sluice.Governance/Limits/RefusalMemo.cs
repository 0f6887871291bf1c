using System.Collections.Concurrent;
using Sluice.Governance.Counters;

namespace Sluice.Governance.Limits;

/// <summary>
/// Who was refused by a limit on requests until when: until then it is refused again without asking the counters. A bounded number of refusals is remembered, and none for long,
/// as room may be given back. Thread-safe.
/// </summary>
internal sealed class RefusalMemo(TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (long Asked, long Wait, long Max)> _refused = new(StringComparer.Ordinal);

    /// <summary>Whether the counter is known to have no room, and for how many milliseconds.</summary>
    public bool Refuses(in CounterCharge charge, out long wait)
    {
        wait = 0;
        if (charge.Kind != CounterKind.Window || !_refused.TryGetValue(charge.Key, out var refused))
            return false;
        TimeSpan passed = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(refused.Asked);
        wait = refused.Wait - (long)passed.TotalMilliseconds;
        if (wait > 0 && passed >= TimeSpan.Zero && passed < Longest && refused.Max == charge.Max)
            return true;
        _refused.TryRemove(charge.Key, out _);
        return false;
    }

    public void Remember(in CounterCharge charge, long wait)
    {
        if (_refused.Count >= Most)
            _refused.Clear(); // Forgetting costs a question each.
        _refused[charge.Key] = (time.GetUtcNow().ToUnixTimeMilliseconds(), wait, charge.Max);
    }
}
