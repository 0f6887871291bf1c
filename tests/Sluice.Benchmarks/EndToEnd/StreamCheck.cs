namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// Follows one stream: how long each delta was under way, and whether the text is the one that was sent, whole, with its finish and its end mark. How the text is
/// divided over the events is not asked: a gate may hold a piece back and send it with the next.
/// </summary>
internal sealed class StreamCheck(int deltas)
{
    private readonly byte[] _text = Answers.TextOf(deltas);
    private readonly byte[] _event = new byte[8 << 10];
    private readonly List<long> _delays = new(deltas);
    private int _length;
    private int _at;
    private bool _finished;
    private bool _done;
    private string? _wrong;

    /// <summary>Ticks from the sending of each delta to its arrival.</summary>
    public IReadOnlyList<long> Delays => _delays;

    /// <summary>What is wrong with the stream now that it is over, or null.</summary>
    public string? Wrong => _wrong
        ?? (_at != _text.Length ? $"{_at} of {_text.Length} characters" : !_finished ? "no finish_reason" : !_done ? "no [DONE]" : null);

    public void Begin()
    {
        _delays.Clear();
        (_length, _at, _finished, _done, _wrong) = (0, 0, false, false, null);
    }

    public void Take(ReadOnlySpan<byte> body, long now)
    {
        while (!body.IsEmpty)
        {
            int take = Math.Min(body.Length, _event.Length - _length);
            body[..take].CopyTo(_event.AsSpan(_length));
            _length += take;
            body = body[take..];
            int end;
            while ((end = _event.AsSpan(0, _length).IndexOf("\n\n"u8)) >= 0)
            {
                Event(_event.AsSpan(0, end), now);
                _event.AsSpan(end + 2, _length - end - 2).CopyTo(_event);
                _length -= end + 2;
            }

            if (_length == _event.Length)
            {
                _wrong ??= "an event is too long";
                _length = 0;
            }
        }
    }

    private void Event(ReadOnlySpan<byte> one, long now)
    {
        if (one.SequenceEqual("data: [DONE]"u8))
        {
            _done = true;
            return;
        }

        int stamp = one.IndexOf(Answers.StampMark);
        if (stamp >= 0)
            _delays.Add(now - Answers.ReadStamp(one[(stamp + Answers.StampMark.Length)..]));
        _finished |= one.IndexOf("\"finish_reason\":\"stop\""u8) >= 0;
        int content = one.IndexOf(Answers.ContentMark);
        if (content < 0)
            return;
        ReadOnlySpan<byte> text = one[(content + Answers.ContentMark.Length)..];
        text = text[..text.IndexOf((byte)'"')];
        if (_text.AsSpan(_at).StartsWith(text))
            _at += text.Length;
        else
            _wrong ??= $"other text at character {_at}";
    }
}
