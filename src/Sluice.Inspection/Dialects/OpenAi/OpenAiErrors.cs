using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>Errors as OpenAI gives them: <c>{"error":{"message","type","param","code"}}</c> (platform.openai.com/docs/guides/error-codes).</summary>
internal static class OpenAiErrors
{
    public static void Write(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, refusal.Message);
        json.WriteString("type"u8, TypeOf(refusal));
        json.WriteString("param"u8, refusal.Param);
        json.WriteString("code"u8, refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(Refusal refusal) => refusal.Status switch
    {
        401 or 403 => "authentication_error",
        429 when string.Equals(refusal.Code, "insufficient_quota", StringComparison.Ordinal) => "insufficient_quota",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
