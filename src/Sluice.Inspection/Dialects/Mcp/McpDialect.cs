using System.Buffers;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>
/// The Model Context Protocol over HTTP: streamable HTTP (modelcontextprotocol.io/specification/2025-06-18/basic/transports) and the older HTTP with SSE
/// (2024-11-05). A server may be at any path, so the path tells nothing; the messages do.
/// </summary>
internal sealed class McpDialect : IDialect
{
    private readonly McpEndpoint _messages = new();

    public McpDialect() => Endpoints = [_messages];

    public string Name => "mcp";

    public bool NeedsCredential => false;

    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary><c>POST</c> sends messages, <c>GET</c> opens the server's stream, <c>DELETE</c> ends a session. What servers publish for authorization holds no content.</summary>
    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        if (path.Contains("/.well-known/", StringComparison.Ordinal))
            return new Operation(Endpoint.Opaque);
        bool known = method is "POST" or "GET" or "HEAD" or "DELETE";
        return new Operation(known ? _messages : Endpoint.Unknown);
    }

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => McpErrors.Write(refusal, [], output);

    public int WriteError(Refusal refusal, Exchange exchange, IBufferWriter<byte> output)
    {
        McpErrors.Write(refusal, exchange.AwaitedIds, output);
        return McpErrors.Status(refusal, exchange);
    }
}
