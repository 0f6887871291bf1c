using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>
/// Errors as Anthropic gives them: <c>{"type":"error","error":{"type","message"},"request_id"}</c> (platform.claude.com/docs/en/api/errors). The shape has no place for
/// a code, so the message begins with it.
/// </summary>
internal static class AnthropicErrors
{
    public static void Write(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        WriteMembers(refusal, json);
        json.WriteEndObject();
        json.WriteNull("request_id"u8);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of the inner object.</summary>
    public static void WriteMembers(Refusal refusal, Utf8JsonWriter json)
    {
        json.WriteString("type"u8, TypeOf(refusal.Status));
        json.WriteString("message"u8, $"{refusal.Code}: {refusal.Message}");
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        504 => "timeout_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
