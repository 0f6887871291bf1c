using System.IO.Pipelines;

namespace Sluice.Simulator.Answers;

/// <summary>Hands bytes to the connection in pieces of a given size, each flushed on its own.</summary>
/// <param name="pieceLength">Bytes per piece; 0 hands every write over whole.</param>
internal sealed class PieceStream(PipeWriter connection, int pieceLength) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Once set, writes go nowhere: a compressor that is closed after a cut must not add its trailer.</summary>
    public bool Discards { get; set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0 && !Discards)
        {
            int length = pieceLength == 0 ? buffer.Length : Math.Min(pieceLength, buffer.Length);
            await connection.WriteAsync(buffer[..length], cancellationToken);
            buffer = buffer[length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Every write is flushed already.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
