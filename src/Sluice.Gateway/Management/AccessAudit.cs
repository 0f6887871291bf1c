using Sluice.Governance.Audit;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management;

/// <summary>Records what was refused on the admin listener.</summary>
internal sealed class AccessAudit(IAuditLog log, TimeProvider time)
{
    /// <param name="endpoint">The id of the endpoint; null where the path leads to none.</param>
    /// <param name="reason">A code, or the permission that is lacking.</param>
    public void Denied(Actor actor, string tenant, string? endpoint, int status, string reason) =>
        log.Write(Acts.Record(time, "access.denied", actor, tenant) with { Outcome = "denied", Endpoint = endpoint, Status = status, Reason = reason, Severity = AuditSeverity.Warning });

    /// <summary>An act that no service of the store records.</summary>
    public void Done(string act, Actor actor, string tenant, string target, string? name) =>
        log.Write(Acts.Record(time, act, actor, tenant) with { Target = target, TargetName = name });
}
