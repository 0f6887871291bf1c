using Sluice.Inspection.Matching.Automata;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>How far one tail has been followed.</summary>
internal struct TailRun
{
    private const int Running = -1;

    private readonly CompiledTail _tail;
    private readonly ushort[] _map;
    private LazyDfa? _marker;
    private int _markerState;
    private int _position;
    private int _limit;

    /// <param name="rules">The pattern set.</param>
    /// <param name="rule">A rule with a tail.</param>
    /// <param name="text">The window; holds the unit behind the head's end.</param>
    /// <param name="head">Where the head ends.</param>
    public TailRun(CompiledRules rules, int rule, ReadOnlySpan<char> text, int head)
    {
        Rule = rule;
        Head = head;
        End = Running;
        _tail = rules.Tails[rule]!;
        _map = rules.Alphabet.Map;
        _position = head;
        _limit = head + _tail.Limit;
        if (_tail.Marker is not { } slot) return;
        _marker = slot.Current;
        _markerState = slot.Start(ref _marker, _map[text[head - 1]], contextSet: 0);
    }

    public int Rule { get; }

    /// <summary>Where the head ends.</summary>
    public int Head { get; private set; }

    /// <summary>Where the tail ends, or negative while that is open.</summary>
    public int End { get; private set; }

    /// <summary>The tail ended because it reached its limit.</summary>
    public bool Overflow { get; private set; }

    public readonly bool Ended => End >= 0;

    /// <summary>
    /// Follows the tail until it ends or <paramref name="to"/> is reached, looking at the unit there but not taking it.
    /// What lies behind <paramref name="to"/> is not looked at: a later head of the same rule may take this tail's place there.
    /// </summary>
    public void Advance(ReadOnlySpan<char> text, int to, bool atEnd)
    {
        while (!Ended && _position <= to)
        {
            if (_position == _limit) Finish(_position, overflow: true);
            else if (_position == text.Length)
            {
                if (atEnd) Finish(_position);
                return;
            }
            else
            {
                int unitClass = _map[text[_position]];
                if (!_tail.Allowed[unitClass]) Finish(_position);
                else if (_position == to) return;
                else Take(unitClass);
            }
        }
    }

    public void Rebase(int released)
    {
        Head -= released;
        _position -= released;
        _limit -= released;
        if (Ended) End -= released;
    }

    private void Take(int unitClass)
    {
        _position++;
        if (_tail.Marker is not { } slot) return;
        int entry = slot.Resolve(ref _marker!, ref _markerState, unitClass);
        _markerState = Math.Abs(entry);
        if (entry < 0) Finish(_position);
    }

    private void Finish(int position, bool overflow = false) => (End, Overflow) = (position, overflow);
}
