using System.Text;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// Follows one stream, whatever frames its events: how long each delta was under way until its last character was there, and whether the text is the one that was sent,
/// whole and in order, with the wire's endings behind it. How the text is divided over the events is not asked: a gate may hold a piece back and send it with the next.
/// </summary>
internal sealed class StreamCheck
{
    private readonly byte[] _textMark;
    private readonly byte[][] _endings;
    private readonly int _longest;
    private readonly byte[][] _words;
    private readonly byte[] _buffer = new byte[8 << 10];
    private readonly List<long> _delays;
    private int _length;
    private bool _inText;
    private int _at;
    private long _stamp;
    private long _latest;
    private int _ended;
    private string? _wrong;

    public StreamCheck(Wire wire, int deltas)
    {
        _textMark = Encoding.ASCII.GetBytes(wire.TextMark);
        _endings = [.. wire.Endings.Select(Encoding.ASCII.GetBytes)];
        _longest = _endings.Append(_textMark).Max(m => m.Length);
        _words = [.. Enumerable.Range(0, deltas).Select(i => Encoding.ASCII.GetBytes(Answers.Word(i)))];
        _delays = new List<long>(deltas);
    }

    /// <summary>Ticks from the sending of each delta to the arrival of its last character.</summary>
    public IReadOnlyList<long> Delays => _delays;

    /// <summary>What is wrong with the stream now that it is over, or null.</summary>
    public string? Wrong => _wrong
        ?? (_delays.Count != _words.Length || _at != 0 ? $"{_delays.Count} of {_words.Length} deltas" : null)
        ?? (_ended < _endings.Length ? $"no {Encoding.ASCII.GetString(_endings[_ended]).Trim()}" : null);

    public void Begin()
    {
        _delays.Clear();
        (_length, _inText, _at, _stamp, _latest, _ended, _wrong) = (0, false, 0, 0, 0, 0, null);
    }

    public void Take(ReadOnlySpan<byte> body, long now)
    {
        while (!body.IsEmpty)
        {
            int take = Math.Min(body.Length, _buffer.Length - _length);
            body[..take].CopyTo(_buffer.AsSpan(_length));
            _length += take;
            body = body[take..];
            ReadOnlySpan<byte> left = _buffer.AsSpan(0, _length);
            while (_inText ? Text(ref left, now) : Mark(ref left))
            {
                // Goes on with what is behind it.
            }

            left.CopyTo(_buffer);
            _length = left.Length;
        }
    }

    /// <summary>Goes to the next mark; false when there is none, and only what may be the beginning of one is left.</summary>
    private bool Mark(ref ReadOnlySpan<byte> left)
    {
        int text = left.IndexOf(_textMark);
        int ending = _ended < _endings.Length ? left.IndexOf(_endings[_ended]) : -1;
        if (text >= 0 && (ending < 0 || text < ending))
        {
            left = left[(text + _textMark.Length)..];
            return _inText = true;
        }

        if (ending < 0)
        {
            left = left[Math.Max(0, left.Length - _longest + 1)..];
            return false;
        }

        if (_delays.Count < _words.Length)
            _wrong ??= $"the end after {_delays.Count} of {_words.Length} deltas";
        left = left[(ending + _endings[_ended++].Length)..];
        return true;
    }

    /// <summary>Takes a piece of the text, to its quote or as far as it has come.</summary>
    private bool Text(ref ReadOnlySpan<byte> left, long now)
    {
        int quote = left.IndexOf((byte)'"');
        foreach (byte one in quote < 0 ? left : left[..quote])
        {
            if (_wrong is null)
                Character(one, now);
        }

        _inText = quote < 0;
        left = _inText ? [] : left[(quote + 1)..];
        return !_inText;
    }

    private void Character(byte one, long now)
    {
        const int WordAt = Answers.StampLength + 2;
        if (_delays.Count == _words.Length)
        {
            _wrong = "more text than was sent";
            return;
        }

        byte[] word = _words[_delays.Count];
        bool right = _at switch
        {
            0 => one == Answers.StampBegin,
            < WordAt - 1 => Answers.IsLetter(one),
            WordAt - 1 => one == Answers.StampEnd,
            _ => one == word[_at - WordAt],
        };
        if (!right)
        {
            _wrong = $"other text in delta {_delays.Count}";
            return;
        }

        if (_at is > 0 and < WordAt - 1)
            _stamp = Answers.Read(_stamp, one);
        if (++_at < WordAt + word.Length)
            return;
        if (_stamp < _latest)
            _wrong = $"delta {_delays.Count} is older than the one before it";
        _delays.Add(now - _stamp);
        (_latest, _stamp, _at) = (_stamp, 0, 0);
    }
}
