namespace Sluice.Governance.Identity;

/// <summary>Who calls. In <c>Passthrough</c> mode the keyed hash of the credential that the caller presents to its provider; never the credential itself.</summary>
/// <param name="Id">Stable within one key of the gate, safe to log.</param>
public sealed record Caller(string Id)
{
    /// <summary>A caller that presented no credential.</summary>
    public static Caller Anonymous { get; } = new("anonymous");
}
