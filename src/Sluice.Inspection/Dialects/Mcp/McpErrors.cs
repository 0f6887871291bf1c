using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>Errors as JSON-RPC gives them: <c>{"jsonrpc":"2.0","id","error":{"code","message","data"}}</c> (jsonrpc.org/specification, section 5.1).</summary>
internal static class McpErrors
{
    /// <summary>Of the range that JSON-RPC leaves to implementations; no SDK uses this one.</summary>
    public const int ContentFilter = -32010;

    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int InternalError = -32603;

    /// <summary>Writes one error for each call that awaits an answer, or one without an id where none does.</summary>
    public static void Write(Refusal refusal, IReadOnlyList<string> ids, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        if (ids.Count > 1)
            json.WriteStartArray();
        for (int i = 0; i < Math.Max(ids.Count, 1); i++)
            Write(refusal, ids.Count == 0 ? "null" : ids[i], json);
        if (ids.Count > 1)
            json.WriteEndArray();
    }

    public static void Write(Refusal refusal, string id, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WritePropertyName("id"u8);
        json.WriteRawValue(id);
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, CodeOf(refusal));
        json.WriteString("message"u8, refusal.Message);
        json.WriteStartObject("data"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// A blocked call is answered with 200, as the error is the call's answer: both official SDKs raise their typed error then, while the TypeScript one
    /// makes any other status an error of the transport and does not read the body. The older transport's clients do not read what a <c>POST</c> brings, only its status:
    /// with 200 they would wait for an answer for ever. They are known by not taking a stream. What did not work at all keeps its status.
    /// </summary>
    public static int Status(Refusal refusal, Exchange exchange)
    {
        bool answers = IsContentFilter(refusal) && exchange.AwaitedIds.Count > 0 && exchange.Accept?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;
        return answers ? 200 : refusal.Status;
    }

    private static bool IsContentFilter(Refusal refusal) => string.Equals(refusal.Code, "content_filter", StringComparison.Ordinal);

    private static int CodeOf(Refusal refusal)
    {
        if (IsContentFilter(refusal))
            return ContentFilter;
        if (refusal.Code is "invalid_json" or "invalid_utf8" or "invalid_body")
            return ParseError;
        return refusal.Status < 500 ? InvalidRequest : InternalError;
    }
}
