using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>
/// Errors as Google gives them (google.aip.dev/193): <c>{"error":{"code","message","status","details":[ErrorInfo]}}</c>, the status by the names of <c>google.rpc.Code</c>.
/// </summary>
internal static class GeminiErrors
{
    public static void Write(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, refusal.Status);
        json.WriteString("message"u8, refusal.Message);
        json.WriteString("status"u8, StatusOf(refusal.Status));
        json.WriteStartArray("details"u8);
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo"u8);
        json.WriteString("reason"u8, refusal.Code.ToUpperInvariant());
        json.WriteString("domain"u8, "sluice"u8);
        if (refusal.Param is { } param)
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("param"u8, param);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string StatusOf(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        502 or 503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        >= 500 => "INTERNAL",
        _ => "INVALID_ARGUMENT",
    };
}
