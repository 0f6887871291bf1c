namespace Sluice.Governance.Audit;

/// <summary>When a batch of records counts as written.</summary>
public enum AuditFlush
{
    /// <summary>The operating system has it: a process that dies loses none of it, a machine that loses power may.</summary>
    Os,

    /// <summary>It was forced onto the disk (<c>fsync</c>), batch by batch: it outlives a power cut, as far as the disk tells the truth.</summary>
    Disk,
}

/// <summary>Where the audit log goes and how much of it may wait.</summary>
/// <param name="Path">The folder of the files; made where it is missing.</param>
public sealed record AuditSettings(string Path)
{
    /// <summary>Records of exchanges that wait for the disk.</summary>
    public int Capacity { get; init; } = 16_384;

    /// <summary>How long an exchange waits for room before its record is lost; zero for not at all.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(250);

    public AuditFlush Flush { get; init; }
}
