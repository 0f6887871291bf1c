namespace Sluice.Cli.Evaluation.Data;

/// <summary>Reads the lines of a file one by one into one buffer, whatever the file's size.</summary>
/// <param name="stream">The file; the caller disposes it.</param>
internal sealed class LineReader(Stream stream)
{
    /// <summary>Longest line that is read, in octets; a longer one is passed over.</summary>
    public const int MaxLine = 1 << 20;

    private readonly byte[] _buffer = new byte[MaxLine + 1];
    private int _start;
    private int _end;
    private bool _over;

    /// <summary>Number of the line last read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line without its end. False at the end of the file. <paramref name="tooLong"/>: it has more than <see cref="MaxLine"/> octets, and was passed over.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        tooLong = false;
        line = default;
        int seen = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_start, seen + at).TrimEnd((byte)'\r');
                _start += seen + at + 1;
                Number++;
                line = tooLong ? default : line;
                return true;
            }

            seen = _end - _start;
            if (seen == _buffer.Length)
            {
                tooLong = true;
                (_start, _end, seen) = (0, 0, 0);
            }

            if (!_over && Fill())
                continue;
            if (_end == _start && !tooLong)
                return false;
            line = tooLong ? default : _buffer.AsSpan(_start, _end - _start);
            _start = _end;
            Number++;
            return true;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _over = read == 0;
        return !_over;
    }
}
