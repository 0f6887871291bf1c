using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Limits;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Exchanges;

/// <summary>Writes refusals as the provider itself would word an error.</summary>
internal static class RefusalWriter
{
    public static async Task WriteAsync(HttpContext context, GuardedExchange guarded, Refusal refusal, StringValues retryAfter = default)
    {
        HttpResponse response = context.Response;
        using var body = new PooledBuffer<byte>();
        response.Clear();
        response.StatusCode = guarded.Route.Dialect.WriteError(refusal, guarded.Exchange, body);
        response.ContentType = "application/json";
        if (retryAfter.Count > 0)
            response.Headers.RetryAfter = retryAfter;
        else if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer"; // RFC 9110, section 15.5.2
        if (refusal.Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(context.Request.Protocol))
            response.Headers.Connection = "close"; // What the caller is still sending is not read.
        if (guarded.Lease?.Refusal is { } limited)
            LimitHeaders.Apply(response.Headers, limited, guarded.Route.Dialect.Name, guarded.LimitedAt);
        DecisionHeaders.Apply(response.Headers, guarded);
        guarded.Error ??= refusal.Code;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body.Memory, CancellationToken.None); // Kestrel ends this by itself when the caller is gone.
    }
}
