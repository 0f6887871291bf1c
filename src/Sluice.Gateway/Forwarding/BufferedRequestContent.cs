using System.Net;
using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Forwarding;

/// <summary>Sends a body from memory in one write, as often as the connection needs it. YARP's own content copies a stream once, in pieces.</summary>
internal sealed class BufferedRequestContent : HttpContent
{
    private readonly RequestBody _body;

    /// <param name="body">Whose owner outlives the request's sending.</param>
    /// <param name="original">YARP's content, which holds the caller's content headers.</param>
    public BufferedRequestContent(RequestBody body, HttpContent? original)
    {
        _body = body;
        if (original is null)
            return;
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in original.Headers.NonValidated)
        {
            if (!IsStale(name, body.Replaced))
                Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => _body.WriteToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private static bool IsStale(string name, bool replaced) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || (replaced && (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-MD5", StringComparison.OrdinalIgnoreCase)));
}
