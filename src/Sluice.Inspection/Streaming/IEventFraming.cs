using System.Buffers;

namespace Sluice.Inspection.Streaming;

/// <summary>How a stream's bytes are cut into events, and how an event is put together again. One per stream; not thread-safe.</summary>
internal interface IEventFraming
{
    /// <summary>Frames without a payload are text (comments, blank lines) and are judged as such; else they pass as they are.</summary>
    bool IsText { get; }

    /// <summary>Whether a frame that the stream's end cuts off is one all the same (a last line without its line feed).</summary>
    bool MayEndOpen { get; }

    /// <summary>Length of the first whole frame in <paramref name="bytes"/>, or 0 where none is complete.</summary>
    /// <param name="bytes">The stream from a frame's beginning on.</param>
    /// <param name="scanned">In: how many bytes an earlier call has looked at; 0 for a new frame. Out: from where the next call, with more bytes, must look on.</param>
    /// <exception cref="InvalidDataException">The bytes are no such stream.</exception>
    int Next(ReadOnlySpan<byte> bytes, ref int scanned);

    /// <summary>Finds the payload; where it does not stand in the frame as it is, <paramref name="joined"/> receives it.</summary>
    /// <exception cref="InvalidDataException">The frame is broken.</exception>
    EventFrame Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined);

    /// <summary>Writes a frame as it came.</summary>
    void Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output);

    /// <summary>Writes a frame with another payload.</summary>
    void Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output);

    /// <summary>Writes an event of the gate's own.</summary>
    void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output);

    /// <summary>Closes the stream where the gate ends it.</summary>
    void Close(IBufferWriter<byte> output);
}

/// <summary>Where the payload of one frame stands.</summary>
/// <param name="Start">First byte of the payload, where it stands in the frame as it is.</param>
/// <param name="Length">Its length.</param>
/// <param name="Shape">How the payload is spelled in the frame.</param>
/// <param name="NameStart">First byte of the event's name.</param>
/// <param name="NameLength">Its length, or 0.</param>
/// <param name="HasOthers">The frame has parts that are neither payload nor frame (comments, names, ids) and are texts, too.</param>
/// <param name="Closes">The frame ends the stream: what is held leaves before it.</param>
internal readonly record struct EventFrame(int Start, int Length, FrameShape Shape, int NameStart = 0, int NameLength = 0, bool HasOthers = false, bool Closes = false)
{
    public ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined) => Shape == FrameShape.Joined ? joined.Span : raw.Slice(Start, Length);

    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> raw) => raw.Slice(NameStart, NameLength);
}

/// <summary>How a payload is spelled in its frame.</summary>
internal enum FrameShape : byte
{
    /// <summary>The frame has none.</summary>
    None,

    /// <summary>It stands there as it is.</summary>
    Plain,

    /// <summary>Not as it is: in several lines, or encoded.</summary>
    Joined,
}
