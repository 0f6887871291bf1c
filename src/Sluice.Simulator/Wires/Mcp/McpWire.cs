using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary>The transports of the Model Context Protocol over HTTP.</summary>
internal static class McpWire
{
    public static IEnumerable<Route> Routes(ItemStore store)
    {
        yield return new Route("POST", "/mcp", new McpPost(store));
        yield return new Route("GET", "/mcp", new McpListen(store));
        yield return new Route("DELETE", "/mcp", new McpEndOfSession(store));
        var connections = new LegacyConnections();
        yield return new Route("GET", "/mcp/sse", new LegacyStream(store, connections));
        yield return new Route("POST", "/mcp/messages", new LegacyPost(connections));
    }
}
