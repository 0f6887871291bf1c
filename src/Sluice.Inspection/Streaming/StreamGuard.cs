using System.Buffers;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Guards one streamed answer: bytes of the upstream's stream go in as they arrive, bytes of the client's stream come out in the same grammar.
/// Text is never released because time passed. Not thread-safe; one per exchange.
/// </summary>
public abstract class StreamGuard : IDisposable
{
    /// <summary>The stream has ended by decision (a block, or an event beyond its bound): the ending is in the output, nothing more may be pushed, the upstream is to be cancelled.</summary>
    public bool Ended { get; protected set; }

    /// <summary>UTF-16 units held back at the moment, over all lanes.</summary>
    public abstract int Held { get; }

    /// <summary>Bytes of memory that hold what arrived and may not leave yet.</summary>
    public abstract int Buffered { get; }

    /// <summary>
    /// Remote judges are to be asked (<see cref="Exchange.Remote"/>) before anything else can be done: the next call is <see cref="GoOn"/>, <see cref="Fail"/> or
    /// <see cref="Dispose()"/>.
    /// </summary>
    public virtual bool Awaits => false;

    /// <summary>The verdicts are there: goes on where the last call stopped.</summary>
    public virtual void GoOn(IBufferWriter<byte> output)
    {
    }

    /// <summary>Writes a message that the upstream is to get from the gate itself; false where there is none.</summary>
    public virtual bool TryTakeReply(IBufferWriter<byte> output) => false;

    /// <summary>Takes what arrived and writes what may leave.</summary>
    public abstract void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output);

    /// <summary>The upstream's stream is over, whether cleanly or cut: writes what was still held. The caller passes a cut on as a cut.</summary>
    public abstract void Complete(IBufferWriter<byte> output);

    /// <summary>Ends the stream with an error, in its own grammar where it has one. What is held is dropped.</summary>
    public abstract void Fail(Refusal refusal, IBufferWriter<byte> output);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
