using Sluice.Governance.Audit;

namespace Sluice.Governance.Identity;

/// <summary>Audit records of administrative acts.</summary>
public static class Acts
{
    /// <summary>The start of a record: who did what, now; done unless said otherwise.</summary>
    public static AuditRecord Record(TimeProvider time, string act, Actor actor, string tenant)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new AuditRecord
        {
            Time = now,
            Id = Guid.CreateVersion7(now).ToString(),
            Event = act,
            Outcome = "done",
            Tenant = tenant,
            Actor = actor.Name,
            KeyId = actor.KeyId,
            SecretId = actor.SecretId,
            KeyName = actor.KeyName,
            Source = actor.Source,
        };
    }
}
