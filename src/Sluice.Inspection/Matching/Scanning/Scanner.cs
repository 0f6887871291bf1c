using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sluice.Inspection.Matching.Automata;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>
/// Runs the automata over one text, start by start. For every start the decider runs until it dies, or until it has taken the longest length a match may have;
/// what it accepted is judged, merged and reported. The scan stops at the first start whose decider is still alive at the end of the window.
/// </summary>
internal sealed class Scanner
{
    /// <summary>Units beyond the first within which a start counts as dying soon; shorter than any match may be capped at (<see cref="PatternSetOptions"/>).</summary>
    private const int Soon = 8;

    private readonly CompiledRules _rules;
    private readonly CandidateEnds _ends;
    private readonly StartJudge _judge;
    private readonly SpanMerger _acting = new();
    private readonly SpanMerger _observed = new();
    private LazyDfa _decider;
    private LazyDfa? _contexts;
    private int _start;
    private int _position;
    private int _state;
    private int _behind;
    private int _contextState;
    private int _contextSet;

    public Scanner(CompiledRules rules)
    {
        _rules = rules;
        _ends = new CandidateEnds(rules.Validators);
        _judge = new StartJudge(rules);
        _decider = rules.Decider.Current;
        Reset(default);
    }

    /// <summary>Observing rules count as acting ones.</summary>
    public bool ObserveIsAct { get => _judge.ObserveIsAct; init => _judge.ObserveIsAct = value; }

    /// <summary>First unit that is not decided: the start under decision, or the start of an open span.</summary>
    public int HoldFrom
    {
        get
        {
            int hold = _start;
            if (_acting.IsOpen) hold = Math.Min(hold, _acting.Start);
            if (_observed.IsOpen) hold = Math.Min(hold, _observed.Start);
            return hold;
        }
    }

    /// <summary>Begins a new text; <paramref name="context"/> stands before it.</summary>
    public void Reset(ReadOnlySpan<char> context)
    {
        _start = _position = _contextSet = 0;
        _ends.Clear();
        _judge.Clear();
        _acting.Clear();
        _observed.Clear();
        _behind = _rules.Alphabet.Edge;
        _decider = _rules.Decider.Current;
        if (_rules.Contexts is { } slot)
        {
            _contexts = slot.Current;
            BeginContexts();
            foreach (char unit in context) StepContexts(_rules.Alphabet.Map[unit]);
        }

        BeginStart();
    }

    /// <summary>Goes on where another scanner of the same rules is, in a window that has the same units so far.</summary>
    public void CopyFrom(Scanner other)
    {
        (_start, _position, _state, _behind) = (other._start, other._position, other._state, other._behind);
        (_decider, _contexts, _contextState, _contextSet) = (other._decider, other._contexts, other._contextState, other._contextSet);
        _ends.CopyFrom(other._ends);
        _judge.CopyFrom(other._judge);
        _acting.CopyFrom(other._acting);
        _observed.CopyFrom(other._observed);
    }

    /// <summary>
    /// Both have nothing to report yet and are in the same run, so that they say the same of whatever follows, if what they hold is the same as well.
    /// </summary>
    public bool Agrees(Scanner other) =>
        HasNothing && other.HasNothing && _position - _start == other._position - other._start && _behind == other._behind && _decider == other._decider && _state == other._state &&
        _contexts == other._contexts && _contextState == other._contextState && _contextSet == other._contextSet;

    private bool HasNothing => _ends.IsEmpty && !_acting.IsOpen && !_observed.IsOpen && _judge.IsIdle(_start);

    public void Rebase(int released)
    {
        if (released == 0) return;
        _start -= released;
        _position -= released;
        _judge.Rebase(released);
        _acting.Rebase(released);
        _observed.Rebase(released);
    }

    /// <summary>Decides every start that the window decides. Where <paramref name="origins"/> is given, only those starts can begin a match or its context.</summary>
    public void Scan(in ScanWindow window, TextOrigins? origins)
    {
        _rules.Decider.Refresh(ref _decider, ref _state);
        if (_contexts is not null) _rules.Contexts!.Refresh(ref _contexts, ref _contextState);
        while (_judge.Waiting || FindStart(window, origins))
        {
            if (!_judge.Waiting && !RunDecider(window)) break;
            origins?.Spend(window.Text, _position - _start);
            if (_judge.Waiting || !_ends.IsEmpty)
            {
                SettleMergers(window);
                if (!_judge.Judge(window, _start, _ends, _acting, _observed)) break;
            }

            StepStart(_rules.Alphabet.Map[window.Text[_start]]);
            BeginStart();
        }

        SettleMergers(window);
    }

    private void SettleMergers(in ScanWindow window)
    {
        _acting.Settle(window.Text, window.End, _start, window.Acting);
        _observed.Settle(window.Text, window.End, _start, window.Observed);
    }

    /// <summary>Goes to the next start that does not die soon, unless a run is under way.</summary>
    /// <returns>False at the end of the window.</returns>
    private bool FindStart(in ScanWindow window, TextOrigins? origins)
    {
        if (_position > _start) return true;
        if (origins is not null) SkipToOrigin(window.Text, origins.Map);
        else if (_contexts is not null) SkipDeadWithContexts(window.Text);
        else SkipDead(window.Text);
        _position = _start;
        return _start < window.Text.Length;
    }

    private void SkipDead(ReadOnlySpan<char> text)
    {
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ushort map = ref MemoryMarshal.GetArrayDataReference(_rules.Alphabet.Map);
        ref int table = ref _decider.Table;
        ref int starts = ref _decider.PlainStarts;
        int dead = _decider.Dead, start = _start, state = _state, behind = _behind;
        while (start < text.Length)
        {
            int unitClass = Unsafe.Add(ref map, Unsafe.Add(ref units, start));
            int entry = Unsafe.Add(ref table, state + unitClass);
            if (entry != dead && !DiesSoon(ref units, ref map, ref table, entry, dead, start + 1, text.Length)) break;
            start++;
            behind = unitClass;
            state = Unsafe.Add(ref starts, unitClass);
            if (state != LazyDfa.Unknown) continue;
            state = _rules.Decider.Start(ref _decider, behind, contextSet: 0);
            table = ref _decider.Table;
            starts = ref _decider.PlainStarts;
        }

        (_start, _state, _behind) = (start, state, behind);
    }

    private void SkipDeadWithContexts(ReadOnlySpan<char> text)
    {
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ushort map = ref MemoryMarshal.GetArrayDataReference(_rules.Alphabet.Map);
        ref int table = ref _decider.Table;
        ref int starts = ref _decider.PlainStarts;
        ref int contexts = ref _contexts!.Table;
        int dead = _decider.Dead, start = _start, state = _state, behind = _behind, contextState = _contextState;
        while (start < text.Length)
        {
            int unitClass = Unsafe.Add(ref map, Unsafe.Add(ref units, start));
            int entry = Unsafe.Add(ref table, state + unitClass);
            if (entry != dead && !DiesSoon(ref units, ref map, ref table, entry, dead, start + 1, text.Length)) break;
            start++;
            behind = unitClass;
            contextState = Unsafe.Add(ref contexts, contextState + unitClass);
            state = Unsafe.Add(ref starts, unitClass);
            if (contextState > 0 && state != LazyDfa.Unknown)
            {
                _contextState = contextState;
                _contextSet = 0;
                continue;
            }

            // A context may end here, or a table entry is missing: the slow way.
            StepContexts(unitClass);
            _behind = behind;
            BeginStart();
            (state, contextState) = (_state, _contextState);
            table = ref _decider.Table;
            starts = ref _decider.PlainStarts;
            contexts = ref _contexts.Table;
        }

        (_start, _state, _behind) = (start, state, behind);
    }

    /// <summary>
    /// The run that is in the state <paramref name="entry"/> accepts nothing in its next units and dies there: most starts of prose do, and there is nothing to judge about
    /// them. False leaves it to <see cref="RunDecider"/>, which begins the run again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool DiesSoon(ref char units, ref ushort map, ref int table, int entry, int dead, int position, int length)
    {
        int limit = Math.Min(length, position + Soon);
        while (entry > dead && position < limit)
            entry = Unsafe.Add(ref table, entry + Unsafe.Add(ref map, Unsafe.Add(ref units, position++)));
        return entry == dead;
    }

    private void SkipToOrigin(ReadOnlySpan<char> text, OriginMap origins)
    {
        while (_start < text.Length)
        {
            if (_contexts is null || NoContextIsAlive())
            {
                int next = origins.Next(_start);
                if (next > _start) JumpTo(text, next);
                return;
            }

            if (_contextSet != 0 || origins.Contains(_start)) return;
            StepStart(_rules.Alphabet.Map[text[_start]]);
            BeginStart();
        }
    }

    /// <summary>No context that began earlier is alive, or whatever it can still become may as well begin here.</summary>
    private bool NoContextIsAlive() => _contextState == _contexts!.Start(_behind, contextSet: 0);

    /// <summary>Nothing begins before <paramref name="start"/>, so the contexts that are alive there all begin there.</summary>
    private void JumpTo(ReadOnlySpan<char> text, int start)
    {
        _start = start;
        _behind = _rules.Alphabet.Map[text[start - 1]];
        if (_contexts is not null) BeginContexts();
        BeginStart();
    }

    private void StepStart(int unitClass)
    {
        _start++;
        _behind = unitClass;
        if (_contexts is null) return;
        int known = Unsafe.Add(ref _contexts.Table, _contextState + unitClass);
        if (known > 0) (_contextState, _contextSet) = (known, 0); // No context ends here, as nearly everywhere.
        else StepContexts(unitClass);
    }

    private void BeginStart()
    {
        _position = _start;
        int known = _contextSet == 0 ? Unsafe.Add(ref _decider.PlainStarts, _behind) : LazyDfa.Unknown;
        _state = known != LazyDfa.Unknown ? known : _rules.Decider.Start(ref _decider, _behind, _contextSet);
    }

    private void BeginContexts()
    {
        _contextState = _rules.Contexts!.Start(ref _contexts!, _behind, contextSet: 0);
        _contextSet = 0;
    }

    private void StepContexts(int unitClass)
    {
        int entry = _rules.Contexts!.Resolve(ref _contexts!, ref _contextState, unitClass);
        _contextState = Math.Abs(entry);
        _contextSet = entry < 0 ? _contexts.State(_contextState).ContextSet : 0;
    }

    /// <summary>Runs the decider from the start until its fate is known.</summary>
    /// <returns>False if more text is needed; the run goes on with the next window.</returns>
    private bool RunDecider(in ScanWindow window)
    {
        var text = window.Text;
        int limit = (int)Math.Min(text.Length, (long)_start + _rules.MaxMatchLength);
        if (!RunTo(text, limit)) return true;
        if (_position < text.Length) LookAhead(_rules.Alphabet.Map[text[_position]]);
        else if (window.End) LookAhead(_rules.Alphabet.Edge);
        else return _position == (long)_start + _rules.MaxMatchLength && !_decider.State(_state).Pending;
        return true;
    }

    /// <returns>False if the run died before <paramref name="limit"/>.</returns>
    private bool RunTo(ReadOnlySpan<char> text, int limit)
    {
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ushort map = ref MemoryMarshal.GetArrayDataReference(_rules.Alphabet.Map);
        ref int table = ref _decider.Table;
        int dead = _decider.Dead, position = _position, state = _state;
        while (position < limit)
        {
            int unitClass = Unsafe.Add(ref map, Unsafe.Add(ref units, position));
            int entry = Unsafe.Add(ref table, state + unitClass);
            if (entry > dead)
            {
                state = entry;
                position++;
                continue;
            }

            if (entry == dead) return Died();
            entry = _rules.Decider.Resolve(ref _decider, ref state, unitClass);
            table = ref _decider.Table;
            if (entry == dead) return Died();
            state = Math.Abs(entry);
            position++;
            if (entry < 0 && !Record(position)) return Died();
        }

        (_position, _state) = (position, state);
        return true;

        bool Died()
        {
            _position = position;
            return false;
        }

        bool Record(int end)
        {
            var reached = _decider.State(state);
            _ends.Add(reached.Before, end - 1 - _start);
            _ends.Add(reached.Now, end - _start);
            return reached.Live;
        }
    }

    /// <summary>Lets pending look-aheads see the unit behind the longest match, or the text's end.</summary>
    private void LookAhead(int unitClass)
    {
        int entry = _rules.Decider.Resolve(ref _decider, ref _state, unitClass);
        if (entry < 0) _ends.Add(_decider.State(-entry).Before, _position - _start);
    }
}
