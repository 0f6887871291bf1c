using System.Buffers;
using System.Text.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// Errors as Bedrock gives them (docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html). AWS names the exception in the header <c>x-amzn-ErrorType</c>; its
/// SDKs take <c>__type</c> in the body as well. The shape has no place for a code, so the message begins with it.
/// </summary>
internal static class BedrockErrors
{
    public static void Write(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("message"u8, Message(refusal));
        json.WriteString("__type"u8, TypeOf(refusal.Status));
        json.WriteEndObject();
    }

    /// <summary>Writes the exception that ends a stream.</summary>
    public static void Write(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            json.WriteStartObject();
            json.WriteString("message"u8, Message(refusal));
            json.WriteEndObject();
        }

        events.Write(InStream(refusal.Status), payload.Span);
    }

    private static string Message(Refusal refusal) => $"{refusal.Code}: {refusal.Message}";

    private static string TypeOf(int status) => status switch
    {
        401 => "UnrecognizedClientException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        504 => "ModelTimeoutException",
        >= 500 => "InternalServerException",
        _ => "ValidationException",
    };

    /// <summary>Streams know fewer exceptions.</summary>
    private static ReadOnlySpan<byte> InStream(int status) => status switch
    {
        429 => "throttlingException"u8,
        503 => "serviceUnavailableException"u8,
        >= 500 => "internalServerException"u8,
        _ => "validationException"u8,
    };
}
