using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The <c>error</c> event of a realtime session. Most errors leave the session open, and so do the gate's.</summary>
internal static class RealtimeErrors
{
    /// <param name="refusal">What went wrong.</param>
    /// <param name="eventId">The id of the caller's event that it answers, as its JSON spells it, or null.</param>
    /// <param name="output">Receives the event.</param>
    public static void Write(Refusal refusal, string? eventId, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteString("event_id"u8, "event_sluice"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, refusal.Status >= 500 ? "server_error"u8 : "invalid_request_error"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("message"u8, refusal.Message);
        json.WriteString("param"u8, refusal.Param);
        json.WritePropertyName("event_id"u8);
        json.WriteRawValue(eventId ?? "null");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
