namespace Sluice.Governance.Audit;

/// <summary>One exchange, or one administrative act: who, from where, what, how it was decided. Never content, never a secret.</summary>
public sealed record AuditRecord
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>Unique; UUID version 7.</summary>
    public required string Id { get; init; }

    /// <summary><c>exchange</c>, or the act, for example <c>key.create</c>.</summary>
    public required string Event { get; init; }

    /// <summary>What became of it: <c>allowed</c>, <c>flagged</c>, <c>redacted</c>, <c>blocked</c>, <c>denied</c>, <c>limited</c>, <c>failed</c>, or <c>done</c> for an act.</summary>
    public required string Outcome { get; init; }

    public string Tenant { get; init; } = Identity.Caller.DefaultTenant;

    public string? Project { get; init; }

    /// <summary>Who called or acted.</summary>
    public required string Actor { get; init; }

    public string? KeyId { get; init; }

    public string? SecretId { get; init; }

    public string? KeyName { get; init; }

    public string? Source { get; init; }

    public string? Route { get; init; }

    public string? Dialect { get; init; }

    public string? Endpoint { get; init; }

    public string? Model { get; init; }

    public int Status { get; init; }

    /// <summary>Why it was refused or failed: a code, never a message.</summary>
    public string? Reason { get; init; }

    /// <summary>Rules that matched, as <c>rule=decision</c>.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>The tokens were counted by the gate, as the provider's count never came.</summary>
    public bool Estimated { get; init; }

    public double Milliseconds { get; init; }

    public string? Policy { get; init; }

    /// <summary>The configuration's revision in this process.</summary>
    public long Revision { get; init; }

    /// <summary>The object of an administrative act, for example a key's id.</summary>
    public string? Target { get; init; }

    public string? TargetName { get; init; }

    /// <summary>One of <see cref="AuditSeverity"/>.</summary>
    public string Severity { get; init; } = AuditSeverity.Info;

    /// <summary>Its readable state before the act, as JSON without secrets.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }
}
