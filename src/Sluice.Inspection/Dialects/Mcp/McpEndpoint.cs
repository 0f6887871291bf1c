using System.Buffers;
using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>The one endpoint of an MCP server: JSON-RPC messages in both directions, one by one, in batches and streamed.</summary>
internal sealed class McpEndpoint : Endpoint
{
    private const string EncodedPrefix = "=?base64?";
    private const string EncodedSuffix = "?=";

    public override string Name => "messages";

    public override bool NamesModel => false;

    public override string OperationName => "execute_tool";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.User, ContentScope.Assistant, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override bool HoldsText => false;

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => McpMessages.Visit(ref walker, exchange, Direction.Request);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => McpMessages.Visit(ref walker, exchange, Direction.Response);

    public override bool NamesAddresses => true;

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new McpEvents() : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedMessages.TryWrite(body, output);

    /// <summary>
    /// <c>Mcp-Name</c> repeats the tool's or prompt's name or the resource's address, <c>Mcp-Param-*</c> an argument (revision 2026-07-28); what ASCII cannot spell stands
    /// there as <c>=?base64?…?=</c>. What only looks so is a text as it stands.
    /// </summary>
    public override string? HeaderText(string name, string value)
    {
        if (!name.Equals("Mcp-Name", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Mcp-Param-", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!value.StartsWith(EncodedPrefix, StringComparison.OrdinalIgnoreCase) || !value.EndsWith(EncodedSuffix, StringComparison.Ordinal))
            return value;
        if (value.Length < EncodedPrefix.Length + EncodedSuffix.Length)
            return value;
        ReadOnlySpan<char> encoded = value.AsSpan(EncodedPrefix.Length..^EncodedSuffix.Length);
        byte[] bytes = new byte[encoded.Length];
        return Convert.TryFromBase64Chars(encoded, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : value;
    }

    public override string SpellHeader(string text)
    {
        bool plain = text.Length > 0 && text[0] is not (' ' or '\t') && text[^1] is not (' ' or '\t') && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
        return plain ? text : EncodedPrefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + EncodedSuffix;
    }
}
