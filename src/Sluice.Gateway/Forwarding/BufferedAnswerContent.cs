using System.Net;
using System.Runtime.InteropServices;
using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Forwarding;

/// <summary>A whole answer in memory, for YARP to copy to the caller; the memory goes back when YARP disposes the stream.</summary>
internal sealed class BufferedAnswerContent(BudgetedBytes bytes) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new AnswerStream(bytes));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes.Memory).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bytes.Dispose();
        base.Dispose(disposing);
    }

    private static MemoryStream Over(BudgetedBytes bytes)
    {
        MemoryMarshal.TryGetArray(bytes.Memory, out ArraySegment<byte> segment);
        return new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
    }

    private sealed class AnswerStream(BudgetedBytes bytes) : ReadOnlyStream
    {
        private readonly MemoryStream _inner = Over(bytes);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _inner.ReadAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                bytes.Dispose();
            base.Dispose(disposing);
        }
    }
}
