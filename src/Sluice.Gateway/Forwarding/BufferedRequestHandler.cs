using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Forwarding;

/// <summary>
/// Sends buffered requests. The body's memory goes back once the answer has begun; until then HTTP/2 may need it to repeat a request that the
/// provider declares unprocessed (GOAWAY, REFUSED_STREAM).
/// </summary>
internal sealed class BufferedRequestHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(RequestHeaderTransform.BodyKey, out RequestBody? body)
            ? SendBufferedAsync(request, body, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendBufferedAsync(HttpRequestMessage request, RequestBody body, CancellationToken cancellationToken)
    {
        using (body)
        {
            request.Content = new BufferedRequestContent(body, request.Content);
            request.Headers.ExpectContinue = null; // The body is here; waiting for leave to send it would only cost time.
            if (body.Replaced)
            {
                request.Headers.Remove("Digest");
                request.Headers.Remove("Content-Digest");
                request.Headers.Remove("Repr-Digest");
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
