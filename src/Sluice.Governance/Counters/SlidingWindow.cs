namespace Sluice.Governance.Counters;

/// <summary>
/// What was spent within a sliding window. The window is cut into <see cref="Steps"/> steps, and a step counts in full until all of it has left: so no window of the
/// configured length, wherever it begins, ever holds more than was allowed, and what was spent comes back at most 1/60 of the window late. What exceeds the maximum is a debt
/// that the windows behind pay: room that becomes free is taken up by it first. Not thread-safe. <c>counters.lua</c> of <see cref="CounterScripts"/> does the same.
/// </summary>
internal sealed class SlidingWindow(long window)
{
    /// <summary>Steps of a window; one more is kept, as the oldest leaves piece by piece.</summary>
    public const int Steps = 60;

    private const int Kept = Steps + 1;

    /// <summary>A debt goes no further ahead than so many windows.</summary>
    public const int DebtWindows = 10;

    private readonly long _width = WidthOf(window);
    private readonly long[] _spent = new long[Kept];
    private long _low = long.MinValue;
    private long _sum;
    private long _debt;
    private long _alertedAt = long.MinValue;

    /// <summary>What the window shows, its debt included.</summary>
    public long Used => _sum + _debt;

    /// <summary>Milliseconds of one step.</summary>
    public static long WidthOf(long window) => Math.Max(1, (window + Steps - 1) / Steps);

    /// <summary>Lets go of what has left the window; returns the step at hand.</summary>
    public long Slide(long now, long max)
    {
        long step = Math.Max(now / _width, _low);
        long low = step - Steps;
        while (_low < low)
        {
            if (Used == 0 || _low == long.MinValue)
            {
                _low = low;
                break;
            }

            int slot = Slot(_low);
            long paid = Math.Min(_spent[slot], _debt); // The step that follows it by a whole round lies in the same slot.
            _sum += paid - _spent[slot];
            _debt -= paid;
            _spent[slot] = paid;
            _low++;
        }

        if (_debt > 0 && _sum < max)
            Move(step, Math.Min(_debt, max - _sum));
        return step;
    }

    /// <summary>Milliseconds until <paramref name="amount"/> fits, if nothing else is spent.</summary>
    public long RetryAfter(long now, long max, long amount)
    {
        long step = Slide(now, max);
        long over = Used + amount - max;
        for (long i = step - Steps; i <= step && over > 0; i++)
        {
            over -= _spent[Slot(i)];
            if (over <= 0)
                return ((i + Kept) * _width) - now;
        }

        return Reset(now, step) + ((over + max - 1) / max * window);
    }

    /// <summary>Milliseconds until all that is spent by now has left.</summary>
    public long Reset(long now, long step) => Used == 0 ? 0 : ((step + Kept) * _width) - now;

    /// <summary>Milliseconds until the step ends.</summary>
    public long StepLeft(long now, long step) => ((step + 1) * _width) - now;

    /// <summary>Spends, whether or not there is room.</summary>
    public void Add(long step, long max, long amount)
    {
        long fits = Math.Clamp(max - Used, 0, amount);
        _spent[Slot(step)] += fits;
        _sum += fits;
        _debt = Math.Min(_debt + amount - fits, DebtWindows * max);
    }

    /// <summary>Gives back what was booked in a step; what has left the window meanwhile came back by itself.</summary>
    public void Return(long step, long amount)
    {
        if (step < _low)
            return;
        long paid = Math.Min(_debt, amount);
        _debt -= paid;
        long back = Math.Min(_spent[Slot(step)], amount - paid);
        _spent[Slot(step)] -= back;
        _sum -= back;
    }

    /// <summary>Whether <paramref name="level"/> is reached and was not told within this window.</summary>
    public bool Alert(long step, long level)
    {
        if (level <= 0 || Used < level || (_alertedAt != long.MinValue && step - _alertedAt <= Steps))
            return false;
        _alertedAt = step;
        return true;
    }

    private void Move(long step, long amount)
    {
        _spent[Slot(step)] += amount;
        _sum += amount;
        _debt -= amount;
    }

    private static int Slot(long step) => (int)(((step % Kept) + Kept) % Kept);
}
