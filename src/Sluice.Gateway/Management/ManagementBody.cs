using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management;

/// <summary>Reads bodies: bounded, strictly JSON, no name twice.</summary>
internal static class ManagementBody
{
    /// <summary>Longest body in bytes.</summary>
    public const int MaxBytes = 256 << 10;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>The body, an empty object where the endpoint takes none; or why it is refused.</summary>
    public static async ValueTask<(JsonElement Body, ManagementAnswer? Refusal)> ReadAsync(HttpContext context, ManagementEndpoint endpoint)
    {
        if (endpoint.Body is not { } shape)
            return (Empty, null);
        byte[]? bytes = await BytesAsync(context);
        if (bytes is null)
            return (Empty, ManagementAnswer.Error(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {MaxBytes} bytes"));
        if (bytes.Length == 0 && endpoint.BodyIsOptional)
            return (Empty, null);
        try
        {
            JsonElement body = JsonElement.Parse(bytes, Strict);
            return ShapeCheck.Wrong(shape, body, strict: endpoint.Style == ApiStyle.Own) is { } wrong
                ? (Empty, ManagementAnswer.Wrong(endpoint.Style, wrong.Field, wrong.Problem))
                : (body, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An invalid surrogate in a text shows only when the text is read.
            return (Empty, ManagementAnswer.Error(StatusCodes.Status400BadRequest, "The body is not valid JSON, or has a name twice"));
        }
    }

    private static async ValueTask<byte[]?> BytesAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            return null;
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
                return null;
        }

        return bytes.ToArray();
    }
}
