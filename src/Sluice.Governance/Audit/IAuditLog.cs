namespace Sluice.Governance.Audit;

/// <summary>Takes records in. The one seam between what happens and where it is written.</summary>
public interface IAuditLog
{
    /// <summary>Takes a record without waiting for a disk; thread-safe.</summary>
    void Write(AuditRecord record);
}
