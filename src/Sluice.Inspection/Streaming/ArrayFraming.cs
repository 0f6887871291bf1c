using System.Buffers;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// The elements of one JSON array that arrives bit by bit (Gemini's streams without <c>alt=sse</c>). A frame is an element with the bracket or comma before it; what
/// stands behind the last one, the closing bracket included, is a frame without a payload. A document that is no array is one element.
/// </summary>
internal sealed class ArrayFraming : IEventFraming
{
    /// <summary>What stands between elements.</summary>
    private static readonly SearchValues<byte> Around = SearchValues.Create(" \t\r\n,[]"u8);

    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _inArray;
    private bool _isOver;
    private bool _hasWritten;

    public bool IsText => false;

    public bool MayEndOpen => true;

    /// <summary>Only brackets, quotes and escapes count here; whether an element is JSON shows when it is read.</summary>
    public int Next(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        for (int i = scanned; i < bytes.Length; i++)
        {
            byte b = bytes[i];
            if (_inString)
            {
                _inString = _escaped || b != '"';
                _escaped = !_escaped && b == '\\';
            }
            else if (b == '"')
            {
                _inString = true;
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                _inArray |= Open(b);
            }
            else if (b == ']' && _depth == 0 && bytes[..i].ContainsAnyExcept(Around))
            {
                return i; // elements that no brace ends, and then the array's own end
            }
            else if (b is (byte)'}' or (byte)']' && Close())
            {
                scanned = 0;
                return i + 1;
            }
        }

        scanned = bytes.Length;
        return 0;
    }

    public EventFrame Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined)
    {
        int start = raw.IndexOfAnyExcept(Around);
        if (start < 0)
            return new EventFrame(0, 0, FrameShape.None, Closes: raw.Contains((byte)']'));
        int length = raw[start] == '{' ? raw.Length - start : raw.LastIndexOfAnyExcept(Around) + 1 - start;
        return new EventFrame(start, length, FrameShape.Plain);
    }

    public void Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        int from = Lead(raw, output);
        output.Write(raw[from..]);
    }

    public void Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        int from = Lead(raw, output);
        if (frame.Start > from)
            output.Write(raw[from..frame.Start]);
        output.Write(payload);
        output.Write(raw[(frame.Start + frame.Length)..]);
    }

    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        output.Write(_hasWritten ? ",\r\n"u8 : "["u8);
        _hasWritten = true;
        output.Write(payload);
    }

    public void Close(IBufferWriter<byte> output)
    {
        output.Write("]"u8);
    }

    /// <summary>Where an event of ours stands before the upstream's first, that one's bracket becomes a comma.</summary>
    private int Lead(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        int bracket = raw.IndexOf((byte)'[');
        bool first = bracket >= 0 && raw[..bracket].Trim(" \t\r\n"u8).IsEmpty;
        bool replaces = first && _hasWritten;
        _hasWritten = true;
        if (!replaces)
            return 0;
        output.Write(","u8);
        return bracket + 1;
    }

    /// <summary>Whether this opens the array itself.</summary>
    private bool Open(byte b)
    {
        if (_depth == 0 && !_inArray && b == '[')
            return true;
        _depth++;
        return false;
    }

    /// <summary>Whether this closes an element, or the array itself.</summary>
    private bool Close()
    {
        if (_isOver)
            throw new InvalidDataException("something stands behind the array");
        if (_depth > 0)
            return --_depth == 0;
        _isOver = true;
        return true;
    }
}
