using System.ComponentModel.DataAnnotations;

namespace Sluice.Governance.Identity;

/// <summary>Rules that hold for all keys of the store.</summary>
public sealed class KeyRules
{
    /// <summary>A key that is made without permissions gets all of them, as HiddenLayer's console does; otherwise it is refused. Each use is audited with high severity.</summary>
    public bool EmptyMeansAll { get; set; }

    /// <summary>Minutes for which keys stay known while the store does not answer; after that none of the store's keys opens anything until it answers again.</summary>
    [Range(1, 1440)]
    public int StaleMinutes { get; set; } = 60;

    /// <summary>Days for which expired and deleted keys stay in the history.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 365;
}
