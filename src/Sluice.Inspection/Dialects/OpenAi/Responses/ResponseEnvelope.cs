using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The members of a response beside its output, and a response made of them that the content filter has ended.</summary>
internal static class ResponseEnvelope
{
    /// <summary>Longest member that is kept; a long list of tools or of instructions is not, as clients have it from themselves.</summary>
    private const int LongestMember = 8 << 10;

    /// <summary>The response without its output and without what is too long to keep, or null where it is none.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> response)
    {
        ArrayBufferWriter<byte> envelope = new(1024);
        JsonMembers members = new(response);
        while (members.Next())
        {
            if (members.Value.Length > LongestMember || IsOwn(members.Name))
                continue;
            envelope.Write(envelope.WrittenCount == 0 ? "{\""u8 : ",\""u8);
            envelope.Write(members.Name);
            envelope.Write("\":"u8);
            envelope.Write(members.Value);
        }

        if (envelope.WrittenCount == 0)
            return null;
        envelope.Write("}"u8);
        return envelope.WrittenSpan.ToArray();
    }

    /// <summary>Writes the response as OpenAI's own filter leaves it.</summary>
    public static void WriteIncomplete(ReadOnlySpan<byte> response, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        bool tools = false;
        JsonMembers members = new(response);
        while (members.Next())
        {
            if (IsOwn(members.Name))
                continue;
            tools |= members.Name.SequenceEqual("tools"u8);
            json.WritePropertyName(JsonStrings.Decode(members.Name));
            json.WriteRawValue(members.Value, skipInputValidation: true);
        }

        json.WriteString("status"u8, "incomplete"u8);
        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, "content_filter"u8);
        json.WriteEndObject();
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        if (!tools)
        {
            json.WriteStartArray("tools"u8);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static bool IsOwn(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("status"u8) || name.SequenceEqual("incomplete_details"u8) || name.SequenceEqual("output"u8) || name.SequenceEqual("output_text"u8);
}
