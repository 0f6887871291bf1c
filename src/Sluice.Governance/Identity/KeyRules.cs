namespace Sluice.Governance.Identity;

/// <summary>Rules that hold for all keys of the store; the configuration's <c>Sluice:Keys</c>.</summary>
public sealed record KeyRules
{
    /// <summary>A key that is made without permissions gets all of them, as HiddenLayer's console does; otherwise it is refused. Each use is audited with high severity.</summary>
    public bool EmptyMeansAll { get; init; }

    /// <summary>Minutes for which keys stay known while the store does not answer; after that none of the store's keys opens anything until it answers again.</summary>
    public int StaleMinutes { get; init; } = 60;

    /// <summary>Days for which expired and deleted keys stay in the history.</summary>
    public int HistoryDays { get; init; } = 365;
}
