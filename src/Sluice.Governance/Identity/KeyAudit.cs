using System.Text.Json;
using Sluice.Governance.Audit;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>Audit records of acts upon keys.</summary>
internal sealed class KeyAudit(IAuditLog log, TimeProvider time)
{
    /// <summary>A key was changed, or found expired.</summary>
    public void Done(string act, Actor actor, KeyRecord? before, KeyRecord? after, string severity = AuditSeverity.Info) =>
        log.Write(Record(act, actor, (after ?? before)!.Tenant) with
        {
            Project = (after ?? before)!.Settings.Project,
            Target = (after ?? before)!.Id,
            TargetName = (after ?? before)!.Settings.Name,
            Before = before is null ? null : View(before),
            After = after is null ? null : View(after),
            Severity = severity,
        });

    /// <summary>An actor was refused what it does not hold.</summary>
    public void Denied(string act, Actor actor, string tenant, string? target, string name, string field) =>
        log.Write(Record(act, actor, tenant) with { Outcome = "denied", Target = target, TargetName = name, Reason = "beyond-grantor:" + field, Severity = AuditSeverity.Warning });

    private static string View(KeyRecord key) => JsonSerializer.Serialize(
        new
        {
            key.Id,
            key.Settings.Name,
            key.Settings.Project,
            key.Settings.App,
            key.Settings.Profile,
            Permissions = key.Settings.Permissions.Permissions().Select(p => p.ToString()),
            key.Settings.Role,
            key.Settings.Scope,
            key.Settings.Limits,
            Sources = key.Settings.Sources.Select(s => s.ToString()),
            key.Settings.Workload,
            key.Settings.ExpiresAt,
            key.Settings.Rotation,
            key.Status,
            key.Reason,
            Secrets = key.Secrets.Select(s => new { s.Id, s.LastCharacters, s.ExpiresAt }),
        },
        StoreJson.Options);

    private AuditRecord Record(string act, Actor actor, string tenant) => Acts.Record(time, act, actor, tenant);
}
