using Sluice.Governance.Audit;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Audit</c>.</summary>
internal static class AuditSection
{
    public static AuditOptions Read(SectionReader reader)
    {
        var audit = new AuditOptions { Enabled = reader.Flag(nameof(AuditOptions.Enabled), fallback: true) };
        audit.Path = reader.Text(nameof(audit.Path)) ?? audit.Path;
        if (audit.Path.Length == 0)
            reader.Error(nameof(audit.Path), "is empty; name a folder, or set Enabled to false");
        audit.Capacity = Number(nameof(audit.Capacity), audit.Capacity);
        audit.WaitMilliseconds = Number(nameof(audit.WaitMilliseconds), audit.WaitMilliseconds);
        audit.Flush = reader.Word<AuditFlush>(nameof(audit.Flush), audit.Flush);
        reader.RefuseUnknown();
        return audit;

        int Number(string name, int fallback)
        {
            (long least, long most) = OptionRange.Of<AuditOptions>(name);
            return (int)reader.Number(name, fallback, least, most);
        }
    }
}
