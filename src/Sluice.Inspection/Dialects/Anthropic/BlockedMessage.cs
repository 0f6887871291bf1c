using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>
/// The message that stands for one that policy blocks: the same id, model and usage, no content, and <c>refusal</c> as the reason, as Anthropic's own classifiers end one.
/// </summary>
internal static class BlockedMessage
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the message.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        if (!IsMessage(body))
            return false;
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        Utf8JsonReader reader = new(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool copied = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("role"u8)
                || reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("usage"u8);
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!copied)
                continue;
            json.WritePropertyName(name);
            json.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteString("stop_reason"u8, "refusal"u8);
        json.WriteNull("stop_sequence"u8);
        json.WriteEndObject();
        return true;
    }

    private static bool IsMessage(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool content = reader.ValueTextEquals("content"u8);
            reader.Read();
            if (content)
                return reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        return false;
    }
}
