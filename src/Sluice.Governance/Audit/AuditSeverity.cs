namespace Sluice.Governance.Audit;

/// <summary>How urgently somebody should look at a record.</summary>
public static class AuditSeverity
{
    public const string Info = "info";

    public const string Warning = "warning";

    public const string High = "high";
}
