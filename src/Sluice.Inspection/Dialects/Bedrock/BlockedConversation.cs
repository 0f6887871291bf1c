using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The answer that stands for one that policy blocks: the same usage, a text that says so in the content's place, and <c>guardrail_intervened</c>, as a guardrail of Bedrock's leaves it.</summary>
internal static class BlockedConversation
{
    /// <param name="body">The answer with everything that was found already taken out.</param>
    /// <param name="output">Receives the answer.</param>
    public static bool TryWrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        Utf8JsonReader reader = new(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        using Utf8JsonWriter json = new(output);
        bool answers = false;
        json.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            answers |= reader.ValueTextEquals("output"u8);
            bool copied = reader.ValueTextEquals("usage"u8) || reader.ValueTextEquals("metrics"u8);
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!copied)
                continue;
            json.WritePropertyName(name);
            json.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        json.WritePropertyName("output"u8);
        json.WriteRawValue("{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"The answer was blocked by the content policy.\"}]}}"u8, skipInputValidation: true);
        json.WriteString("stopReason"u8, "guardrail_intervened"u8);
        json.WriteEndObject();
        return answers;
    }
}
