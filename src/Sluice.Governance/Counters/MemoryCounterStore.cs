namespace Sluice.Governance.Counters;

/// <summary>
/// The counters of one process. At most <c>capacity</c> of them: those that show nothing any more make room for others, and while all show something, requests that need
/// one more are told that there are none (<see cref="TakeStatus.Unavailable"/>): forgetting a counter in use would reset somebody's quota.
/// </summary>
public sealed class MemoryCounterStore(TimeProvider time, int capacity = MemoryCounterStore.DefaultCapacity) : ICounterStore
{
    /// <summary>Some 60 MB when all of them are windows.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _one = new();
    private readonly Dictionary<string, SlidingWindow> _windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlotCounter> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _idleAt = new(StringComparer.Ordinal);
    private long _sweptAt = long.MinValue;

    public bool IsAvailable => true;

    public bool IsLocal => true;

    /// <summary>Counters in memory at the moment.</summary>
    public int Count
    {
        get
        {
            lock (_one)
                return _idleAt.Count;
        }
    }

    public ValueTask<TakeResult> TakeAsync(string tenant, CounterCharge[] charges, string lease, CancellationToken cancellation = default) => new(Take(charges, lease));

    public ValueTask<bool> SettleAsync(string tenant, CounterCharge[] charges, string lease)
    {
        ArgumentNullException.ThrowIfNull(charges);
        long now = Now();
        lock (_one)
        {
            foreach (ref CounterCharge charge in charges.AsSpan())
            {
                if (charge.Kind == CounterKind.Concurrent)
                    Slots(charge, now)?.Return(lease);
                else if (Window(charge, now) is { } window)
                    Settle(window, ref charge, now);
            }
        }

        return new(true);
    }

    public ValueTask<bool> RenewAsync(string tenant, CounterCharge[] charges, string lease)
    {
        ArgumentNullException.ThrowIfNull(charges);
        long now = Now();
        lock (_one)
        {
            foreach (ref CounterCharge charge in charges.AsSpan())
            {
                if (charge.Kind == CounterKind.Concurrent)
                    Slots(charge, now)?.Renew(lease, now + charge.Window);
            }
        }

        return new(true);
    }

    public ValueTask DisposeAsync() => default;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private TakeResult Take(Span<CounterCharge> charges, string lease)
    {
        long now = Now();
        lock (_one)
        {
            TakeResult result = TakeResult.Taken;
            for (int i = 0; i < charges.Length; i++)
            {
                if (Ask(ref charges[i], now) is not { } wait)
                    return TakeResult.Unavailable;
                if (wait > 0 && wait > result.RetryAfter)
                    result = new TakeResult(TakeStatus.Refused, i, wait);
            }

            if (result.Status == TakeStatus.Taken)
            {
                foreach (ref CounterCharge charge in charges)
                    Book(ref charge, lease, now);
            }

            return result;
        }
    }

    /// <summary>Milliseconds until there is room, zero where there is; null where there is no such counter and no place for one.</summary>
    private long? Ask(ref CounterCharge charge, long now)
    {
        if (charge.Kind == CounterKind.Concurrent)
        {
            if (Slots(charge, now) is not { } slots)
                return null;
            charge.Used = slots.Count(now);
            return charge.Used < charge.Max ? 0 : SlotCounter.RetryAfter;
        }

        if (Window(charge, now) is not { } window)
            return null;
        long step = window.Slide(now, charge.Max);
        charge.Used = window.Used;
        charge.Step = step;
        charge.Reset = window.Reset(now, step);
        charge.StepLeft = window.StepLeft(now, step);
        charge.Taken = Math.Min(charge.Amount, charge.Max - charge.Used);
        return charge.Taken >= (charge.Least > 0 ? charge.Least : charge.Amount) ? 0 : window.RetryAfter(now, charge.Max, charge.Least > 0 ? charge.Least : charge.Amount);
    }

    private void Book(ref CounterCharge charge, string lease, long now)
    {
        if (charge.Kind == CounterKind.Concurrent)
        {
            SlotCounter slots = _slots[charge.Key];
            slots.Renew(lease, now + charge.Window);
            charge.Used = slots.Count(now);
            charge.Taken = 1;
            return;
        }

        SlidingWindow window = _windows[charge.Key];
        window.Add(charge.Step, charge.Max, charge.Taken);
        Found(window, ref charge, now);
    }

    private static void Settle(SlidingWindow window, ref CounterCharge charge, long now)
    {
        long step = window.Slide(now, charge.Max);
        if (charge.Amount < 0)
            window.Return(charge.Step, -charge.Amount);
        else
            window.Add(step, charge.Max, charge.Amount);
        charge.Step = step;
        Found(window, ref charge, now);
    }

    private static void Found(SlidingWindow window, ref CounterCharge charge, long now)
    {
        charge.Used = window.Used;
        charge.Reset = window.Reset(now, charge.Step);
        charge.Alerts = window.Alert(charge.Step, charge.AlertAt);
    }

    private SlidingWindow? Window(in CounterCharge charge, long now)
    {
        if (!_windows.TryGetValue(charge.Key, out SlidingWindow? window))
        {
            if (!HasRoom(now))
                return null;
            _windows[charge.Key] = window = new SlidingWindow(charge.Window);
        }

        // A debt outlives its window; a counter that is looked at again is not idle.
        _idleAt[charge.Key] = now + (charge.Window * (2 + SlidingWindow.DebtWindows * Math.Min(1, window.Used / charge.Max)));
        return window;
    }

    private SlotCounter? Slots(in CounterCharge charge, long now)
    {
        if (!_slots.TryGetValue(charge.Key, out SlotCounter? slots))
        {
            if (!HasRoom(now))
                return null;
            _slots[charge.Key] = slots = new SlotCounter();
        }

        _idleAt[charge.Key] = now + charge.Window;
        return slots;
    }

    /// <summary>Looks through all counters at most once a second: many that are in use cannot make every request pay for that.</summary>
    private bool HasRoom(long now)
    {
        if (_idleAt.Count < capacity)
            return true;
        if (_sweptAt != long.MinValue && now - _sweptAt < 1_000)
            return false;
        _sweptAt = now;
        foreach ((string key, long idleAt) in _idleAt)
        {
            if (idleAt > now && !(_windows.TryGetValue(key, out SlidingWindow? window) && window.Used == 0))
                continue;
            _idleAt.Remove(key);
            _windows.Remove(key);
            _slots.Remove(key);
        }

        return _idleAt.Count < capacity;
    }
}
