using System.Net;
using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Forwarding;

/// <summary>Stands for the provider's streamed content: YARP copies from it, flushes and times out as it always does.</summary>
internal sealed class GuardedStreamContent(HttpContent upstream, ContentCoding coding, StreamGuarding guarding) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        Stream source = await upstream.ReadAsStreamAsync(cancellationToken);
        return new GuardedStream(ContentCodings.Decoder(coding, source), upstream, guarding);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("A stream is read, not serialized.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            guarding.Dispose();
        base.Dispose(disposing);
    }
}
