namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>Working memory of one thread's prefilter runs.</summary>
internal sealed class PrefilterScratch
{
    /// <summary>Places that are looked at in one go: small enough for the first-level cache.</summary>
    public const int Places = 4_096;

    public byte[] Bytes { get; } = new byte[1 + Places + AnchorScan.Slack + Anchor.Width];

    public ulong[] Starts { get; } = new ulong[Places / 64];

    public ulong[] InnerAt { get; } = new ulong[Places / 64];

    public byte[] Inner { get; } = new byte[Places];
}
