namespace Sluice.Governance.Counters;

/// <summary>The share of one counter that this node holds. Thread-safe.</summary>
internal sealed class SharedBudget
{
    private readonly Lock _one = new();
    private CounterCharge _last;
    private TaskCompletionSource<TakeStatus>? _filling;
    private long _left;
    private long _demand;
    private long _until;
    private long _refusedUntil;
    private long _refusedAmount;
    private long _wait;

    /// <summary>Completes when the share that is being taken is there, or is not to be had.</summary>
    public Task<TakeStatus> Filling
    {
        get
        {
            lock (_one)
                return _filling?.Task ?? Task.FromResult(TakeStatus.Taken);
        }
    }

    /// <summary>Takes of what is held.</summary>
    /// <param name="charge">Takes its amount.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="result">What became of it, where that is known.</param>
    /// <param name="filling">Not null: nothing is held and nobody is asking; the caller is to ask, and to complete this.</param>
    /// <returns>Whether the result is known.</returns>
    public bool TryTake(ref CounterCharge charge, long now, out TakeResult result, out TaskCompletionSource<TakeStatus>? filling)
    {
        lock (_one)
        {
            filling = null;
            result = TakeResult.Taken;
            if (now < _until && _left >= charge.Amount)
            {
                _left -= charge.Amount;
                Copy(ref charge);
                charge.Taken = charge.Amount;
                return true;
            }

            if (now < _refusedUntil && charge.Amount >= _refusedAmount)
            {
                Copy(ref charge);
                result = new TakeResult(TakeStatus.Refused, 0, _wait);
                return true;
            }

            if (_filling is not null)
                _demand += charge.Amount;
            else
                _filling = filling = new TaskCompletionSource<TakeStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
            return false;
        }
    }

    /// <summary>What those wait for who came while the last share was being taken.</summary>
    public long TakeDemand()
    {
        lock (_one)
        {
            long demand = _demand;
            _demand = 0;
            return demand;
        }
    }

    /// <summary>Takes what is left out, and says what step it was booked in.</summary>
    public long TakeRest(out long step)
    {
        lock (_one)
        {
            long rest = _left;
            _left = 0;
            step = _last.Step;
            return rest;
        }
    }

    /// <summary>A share was taken, or refused.</summary>
    /// <param name="share">As the store filled it.</param>
    /// <param name="result">Its answer.</param>
    /// <param name="used">What the request that asked for it has of it.</param>
    /// <param name="asked">When it was asked.</param>
    /// <param name="until">When its step ends.</param>
    /// <param name="refusedUntil">Until when as much will be refused again.</param>
    public void Fill(in CounterCharge share, TakeResult result, long used, long asked, long until, long refusedUntil)
    {
        lock (_one)
        {
            _filling = null;
            if (result.Status == TakeStatus.Unavailable)
                return;
            _last = share;
            bool taken = result.Status == TakeStatus.Taken;
            _left = taken ? share.Taken - used : 0;
            _until = taken ? until : asked;
            (_refusedUntil, _refusedAmount, _wait) = taken ? (0, 0, 0) : (refusedUntil, used, result.RetryAfter);
        }
    }

    public bool TryReturn(long step, long amount, long now)
    {
        lock (_one)
        {
            if (now >= _until || step != _last.Step)
                return false;
            _left += amount;
            return true;
        }
    }

    public bool IsOver(long now)
    {
        lock (_one)
            return _filling is null && now >= _until && now >= _refusedUntil;
    }

    private void Copy(ref CounterCharge charge)
    {
        charge.Step = _last.Step;
        charge.Used = _last.Used;
        charge.Reset = _last.Reset;
        charge.StepLeft = _last.StepLeft;
        charge.Alerts = false;
    }
}
