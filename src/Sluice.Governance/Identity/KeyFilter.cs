namespace Sluice.Governance.Identity;

/// <summary>Which keys to list, oldest first.</summary>
public sealed record KeyFilter
{
    public int Offset { get; init; }

    /// <summary>From 1 to <see cref="Store.Page{T}.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Expired and deleted keys, too.</summary>
    public bool History { get; init; }

    public string? Project { get; init; }

    public string? App { get; init; }
}
