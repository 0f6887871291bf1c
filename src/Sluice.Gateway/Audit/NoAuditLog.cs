using Sluice.Governance.Audit;

namespace Sluice.Gateway.Audit;

/// <summary>Where the configuration says that nothing is recorded.</summary>
internal sealed class NoAuditLog : IAuditLog
{
    public void Write(AuditRecord record)
    {
        // Nothing is recorded.
    }
}
