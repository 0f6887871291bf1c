using System.Collections.Frozen;

namespace Sluice.Inspection.Dialects;

/// <summary>The dialects by name: one line each.</summary>
public static class DialectCatalog
{
    public static FrozenDictionary<string, IDialect> All { get; } = new IDialect[]
    {
        new Mcp.McpDialect(),
        new OpenAi.OpenAiDialect(),
    }.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);
}
