using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>Finds the frames of a set in a text, sentence by sentence. A frame that stands several times in a sentence is found at least once.</summary>
/// <param name="set">The frames.</param>
/// <param name="text">The text.</param>
/// <param name="from">Frames that are complete before this place are not told of.</param>
internal ref struct FrameReader(FrameSet set, ReadOnlySpan<char> text, int from)
{
    /// <summary>Most frames that one sentence can tell of; more say nothing new.</summary>
    private const int MaxHits = 16;

    private const int Never = int.MinValue / 2;

    private readonly FrameSet _set = set;
    private readonly int _from = from;
    private LexiconReader _words = new(set.Lexicon, text);
    private Positions _places;
    private Hits _hits;
    private ulong _seen;
    private int _sentence = -1;
    private int _found;
    private int _next;
    private bool _waiting;
    private bool _ended;

    /// <summary>The frame at hand.</summary>
    public int Frame { get; private set; }

    /// <summary>All classes met so far, whether a frame asked for them or not.</summary>
    public ulong Seen { get; private set; }

    /// <summary>Where its last word ends.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the next frame. False at the text's end.</summary>
    public bool Read()
    {
        while (true)
        {
            while (_next < _found)
            {
                var hit = _hits[_next++];
                if ((_set[hit.Frame].Without & hit.Seen) != 0)
                    continue;
                (Frame, End) = (hit.Frame, hit.End);
                return true;
            }

            if (_ended)
                return false;
            ReadSentence();
        }
    }

    private void ReadSentence()
    {
        (_found, _next, _seen) = (0, 0, 0);
        ((Span<int>)_places).Fill(Never);
        if (_waiting)
            Take();
        _waiting = false;
        while (_words.Read())
        {
            if (_words.Sentences != _sentence && _set.Sentences)
            {
                _sentence = _words.Sentences;
                _waiting = true;
                break;
            }

            Take();
        }

        _ended = !_waiting;
        for (var i = 0; i < _found; i++)
            _hits[i].Seen = _seen;
    }

    private void Take()
    {
        var classes = _words.Classes;
        _seen |= classes;
        Seen |= classes;
        var tells = _words.End > _from;
        for (var left = classes; left != 0; left &= left - 1)
            _places[BitOperations.TrailingZeroCount(left)] = _words.Words;
        if ((_seen & _set.Keys) == 0)
            return;
        for (var left = tells ? classes : 0; left != 0; left &= left - 1)
        {
            foreach (var frame in _set.Of(BitOperations.TrailingZeroCount(left)))
            {
                if ((_set[frame].Asked & ~_seen) != 0 && !AnyOfEach(_set[frame]))
                    continue;
                if (_found < MaxHits && Stands(_set[frame]) && !IsFound(frame))
                    _hits[_found++] = new Hit { Frame = frame, End = _words.End };
            }
        }
    }

    private readonly bool AnyOfEach(Frame frame)
    {
        foreach (var group in frame.Groups)
        {
            if ((group & _seen) == 0)
                return false;
        }

        return true;
    }

    private bool IsFound(int frame)
    {
        for (var i = 0; i < _found; i++)
        {
            if (_hits[i].Frame == frame)
                return true;
        }

        return false;
    }

    /// <summary>Whether each group's latest word stands near enough, and behind that of the group before it where order counts.</summary>
    private bool Stands(Frame frame)
    {
        var before = Never;
        var least = _words.Words - frame.Within;
        foreach (var group in frame.Groups)
        {
            var place = Never;
            for (var left = group; left != 0; left &= left - 1)
                place = Math.Max(place, _places[BitOperations.TrailingZeroCount(left)]);
            if (place < least || (frame.Ordered && place < before))
                return false;
            before = place;
        }

        return true;
    }

    private struct Hit
    {
        public int Frame;
        public int End;
        public ulong Seen;
    }

    [InlineArray(ClassLexicon.MaxClasses)]
    private struct Positions
    {
        private int _first;
    }

    [InlineArray(MaxHits)]
    private struct Hits
    {
        private Hit _first;
    }
}
