namespace Sluice.Governance.Tests;

/// <summary>What several tests need.</summary>
internal static class Given
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
