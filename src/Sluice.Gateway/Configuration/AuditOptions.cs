using System.ComponentModel.DataAnnotations;
using Sluice.Governance.Audit;

namespace Sluice.Gateway.Configuration;

/// <summary>The audit log: one line of JSON for every exchange and every administrative act. Changes at the next start.</summary>
public sealed class AuditOptions
{
    /// <summary>Keep an audit log.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The folder of its files, one per UTC day; made where it is missing.</summary>
    public string Path { get; set; } = "data/audit";

    /// <summary>Records that may wait for the disk.</summary>
    [Range(16, 1 << 20)]
    public int Capacity { get; set; } = 16_384;

    /// <summary>How long in milliseconds an exchange waits for room where that many wait; then its record is lost, and counted. Zero: not at all.</summary>
    [Range(0, 60_000)]
    public int WaitMilliseconds { get; set; } = 250;

    /// <summary>When a batch of records counts as written: once the operating system has it, or once it is on the disk.</summary>
    [EnumDataType(typeof(AuditFlush))]
    public string Flush { get; set; } = nameof(AuditFlush.Os);
}
