using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Reads HTTP/1.1 answers as they arrive: announced length or chunked.</summary>
internal sealed class ResponseReader
{
    private readonly byte[] _line = new byte[4_096];
    private int _lineLength;
    private State _state;
    private long _left;
    private bool _chunked;

    private enum State : byte
    {
        StatusLine,
        Header,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Whole,
    }

    public int Status { get; private set; }

    public long BodyBytes { get; private set; }

    public bool IsWhole => _state == State.Whole;

    public void Begin()
    {
        (_state, _lineLength, _left, _chunked, Status, BodyBytes) = (State.StatusLine, 0, 0, false, 0, 0);
    }

    /// <summary>Takes something off <paramref name="bytes"/>, perhaps a piece of the body; false when nothing is left of them or of the answer.</summary>
    public bool Next(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.IsEmpty || IsWhole)
            return false;
        if (_state is State.Body or State.ChunkData)
        {
            body = bytes[..(int)Math.Min(_left, bytes.Length)];
            bytes = bytes[body.Length..];
            _left -= body.Length;
            BodyBytes += body.Length;
            if (_left == 0)
                _state = _chunked ? State.ChunkEnd : State.Whole;
            return true;
        }

        int end = bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> part = end < 0 ? bytes : bytes[..(end + 1)];
        bytes = bytes[part.Length..];
        part.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += part.Length;
        if (end >= 0)
        {
            Line(_line.AsSpan(0, _lineLength).TrimEnd("\r\n"u8));
            _lineLength = 0;
        }

        return true;
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.StatusLine:
                Status = int.Parse(line.Slice(9, 3), CultureInfo.InvariantCulture);
                _state = State.Header;
                break;
            case State.Header when line.IsEmpty:
                _state = _chunked ? State.ChunkSize : _left > 0 ? State.Body : State.Whole;
                break;
            case State.Header:
                Header(line);
                break;
            case State.ChunkSize:
                _left = Number(line, 'x');
                _state = _left > 0 ? State.ChunkData : State.Trailer;
                break;
            case State.ChunkEnd:
                _state = State.ChunkSize;
                break;
            case State.Trailer when line.IsEmpty:
                _state = State.Whole;
                break;
        }
    }

    private void Header(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim((byte)' ');
        if (Ascii.EqualsIgnoreCase(line[..colon], "content-length"))
            _left = Number(value, default);
        else if (Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"))
            _chunked = true;
    }

    private static long Number(ReadOnlySpan<byte> text, char format) =>
        Utf8Parser.TryParse(text, out long number, out _, format) ? number : throw new IOException("the answer's length is no number");
}
