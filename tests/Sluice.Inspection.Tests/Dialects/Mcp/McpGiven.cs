using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Mcp;

/// <summary>Exchanges and events of the Model Context Protocol.</summary>
internal static class McpGiven
{
    public static Exchange Exchange(Policy policy, string? accept = "application/json, text/event-stream")
    {
        IDialect dialect = DialectCatalog.All["mcp"];
        return new Exchange { Dialect = dialect, Policy = policy, Endpoint = dialect.Resolve("POST", "/mcp").Endpoint, Accept = accept };
    }

    public static string Event(string message) => $"event: message\ndata: {message}\n\n";
}
