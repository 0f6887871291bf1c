using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>
/// What stands for messages of the server's that policy blocks: for an answer, an error of the same id; for a request to the client, one of a method that no client
/// has, so that the server gets an error back and does not wait; for a notification, one that says so.
/// </summary>
internal static class BlockedMessages
{
    private static readonly Refusal Blocked = new(400, "content_filter", "The answer was blocked by the content policy.");

    /// <param name="body">The message or batch with everything that was found taken out.</param>
    /// <param name="output">Receives what stands for it.</param>
    /// <returns>False where the body is no such message.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        Utf8JsonReader reader = new(body);
        reader.Read();
        bool batch = reader.TokenType == JsonTokenType.StartArray;
        List<(string? Id, bool IsCall)> messages = [];
        do
        {
            if (batch)
                reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && Head(body, ref reader) is { } head)
                messages.Add(head);
            else if (reader.TokenType != JsonTokenType.EndArray)
                return false;
        }
        while (batch && reader.TokenType != JsonTokenType.EndArray);

        using Utf8JsonWriter json = new(output);
        if (batch)
            json.WriteStartArray();
        foreach ((string? id, bool isCall) in messages)
            Write(id, isCall, json);
        if (batch)
            json.WriteEndArray();
        return true;
    }

    /// <summary>Reads over a message; null where it is none.</summary>
    private static (string? Id, bool IsCall)? Head(ReadOnlySpan<byte> body, ref Utf8JsonReader reader)
    {
        string? id = null;
        bool isCall = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            isCall |= reader.ValueTextEquals("method"u8);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isId)
                id = Encoding.UTF8.GetString(body[start..(int)reader.BytesConsumed]);
        }

        return isCall || id is not null ? (id, isCall) : null;
    }

    private static void Write(string? id, bool isCall, Utf8JsonWriter json)
    {
        if (!isCall)
        {
            McpErrors.Write(Blocked, id!, json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        if (id is not null)
        {
            json.WritePropertyName("id"u8);
            json.WriteRawValue(id);
            json.WriteString("method"u8, "sluice/blocked"u8);
        }
        else
        {
            json.WriteString("method"u8, "notifications/message"u8);
            json.WriteStartObject("params"u8);
            json.WriteString("level"u8, "warning"u8);
            json.WriteString("logger"u8, "sluice"u8);
            json.WriteString("data"u8, "A message was blocked by the content policy."u8);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
