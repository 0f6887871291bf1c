using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// The completion that stands for one that policy blocks: the same id, model and usage, every choice empty and ended by <c>content_filter</c>, as OpenAI's own
/// filter leaves it.
/// </summary>
internal static class BlockedCompletion
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the completion.</param>
    /// <param name="legacy">Choices have a text instead of a message.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output, bool legacy = false)
    {
        int choices = CountChoices(body);
        if (choices == 0)
            return false;
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        CopyEnvelope(body, json);
        json.WriteStartArray("choices"u8);
        for (int i = 0; i < choices; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, i);
            if (legacy)
                json.WriteString("text"u8, ""u8);
            else
                WriteMessage(json);
            json.WriteNull("logprobs"u8);
            json.WriteString("finish_reason"u8, "content_filter"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }

    private static void WriteMessage(Utf8JsonWriter json)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, ""u8);
        json.WriteNull("refusal"u8);
        json.WriteEndObject();
    }

    private static int CountChoices(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool choices = reader.ValueTextEquals("choices"u8);
            reader.Read();
            if (choices && reader.TokenType == JsonTokenType.StartArray)
                return CountElements(ref reader);
            reader.Skip();
        }

        return 0;
    }

    /// <summary>Copies what identifies and counts the completion.</summary>
    private static void CopyEnvelope(ReadOnlySpan<byte> body, Utf8JsonWriter json)
    {
        Utf8JsonReader reader = new(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool copied = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("created"u8)
                || reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("usage"u8);
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (copied)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    private static int CountElements(ref Utf8JsonReader reader)
    {
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}
