using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Matching.Automata;

/// <summary>
/// A deterministic automaton that is built while it runs, shared by all threads. A state is named by its row's offset in one table; the entry for a class is
/// <see cref="Unknown"/>, the offset of the next state, or minus that offset if the next state is an event to look at.
/// Readers take no lock. Builders work under one, and publish an entry after the state that it leads to.
/// The table grows by replacement: whoever calls <see cref="Resolve"/> must take <see cref="Table"/> anew before using an offset.
/// </summary>
internal sealed class LazyDfa
{
    public const int Unknown = 0;

    /// <summary>The generation is full: go on in a fresh one (<see cref="DfaSlot.Renew"/>).</summary>
    public const int Full = int.MinValue;

    private const int MaxTableEntries = 1 << 25;
    private const int FirstStates = 64;

    private readonly Nfa _nfa;
    private readonly Alphabet _alphabet;
    private readonly ContextSets? _contextSets;
    private readonly bool _anywhere;
    private readonly int _maxStates;
    private readonly int _edge;
    private readonly Lock _gate = new();
    private readonly Closure _closure;
    private readonly Dictionary<int, int> _byHash = [];
    private readonly int[] _starts;
    private readonly ConcurrentDictionary<(int Behind, int ContextSet), int> _contextStarts = new();
    private DfaState[] _states = new DfaState[FirstStates];
    private int[] _table;
    private int _count = 1;

    /// <param name="nfa">The program.</param>
    /// <param name="anywhere">A match may begin at every unit; otherwise only where the run begins.</param>
    /// <param name="maxStates">States before the generation is full.</param>
    /// <param name="contextSets">Names the sets of contexts: those that a state's matches form (automaton of contexts), or those that a start asks for (decider).</param>
    public LazyDfa(Nfa nfa, bool anywhere, int maxStates, ContextSets? contextSets = null)
    {
        (_nfa, _alphabet, _anywhere, _contextSets) = (nfa, nfa.Alphabet, anywhere, contextSets);
        _edge = _alphabet.Edge;
        Stride = _edge + 2;
        _maxStates = Math.Min(maxStates, MaxTableEntries / Stride);
        _closure = new Closure(nfa);
        _starts = new int[_edge + 1];
        _table = new int[FirstStates * Stride];
        AddState(new DfaState { Items = [], Now = [], Before = [], Behind = -1, Pending = false }, hash: 0);
        _table.AsSpan(Dead, _edge + 1).Fill(Dead);
    }

    /// <summary>Length of a row: one entry per class, one for the text's edge, one that holds the state's number.</summary>
    public int Stride { get; }

    /// <summary>The state that no unit leads out of. The smallest offset there is, so that one comparison finds all that is not ordinary.</summary>
    public int Dead => Stride;

    public ref int Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref MemoryMarshal.GetArrayDataReference(Volatile.Read(ref _table));
    }

    /// <summary>Start states where no context ends, by the class behind; <see cref="Unknown"/> if not built.</summary>
    public ref int PlainStarts => ref MemoryMarshal.GetArrayDataReference(_starts);

    public int StateCount => Volatile.Read(ref _count) - 1;

    public DfaState State(int offset) => Volatile.Read(ref _states)[Volatile.Read(ref _table)[offset + _edge + 1]];

    /// <summary>The state in which a run begins, behind a unit of class <paramref name="behind"/>, where the contexts of <paramref name="contextSet"/> end.</summary>
    /// <returns>An offset, or <see cref="Full"/>.</returns>
    public int Start(int behind, int contextSet)
    {
        int known;
        if (contextSet == 0) known = Volatile.Read(ref _starts[behind]);
        else _contextStarts.TryGetValue((behind, contextSet), out known);
        return known != Unknown ? known : BuildStart(behind, contextSet);
    }

    /// <summary>The entry for <paramref name="unitClass"/> in the row at <paramref name="offset"/>, built if it was not; or <see cref="Full"/>.</summary>
    public int Resolve(int offset, int unitClass)
    {
        lock (_gate)
        {
            int known = _table[offset + unitClass];
            if (known != Unknown) return known;
            int target = Step(State(offset), unitClass);
            if (target == Full) return Full;
            int entry = State(target).Eventful ? -target : target;
            Volatile.Write(ref _table[offset + unitClass], entry);
            return entry;
        }
    }

    /// <summary>The state that equals <paramref name="state"/> of another generation, or <see cref="Full"/>.</summary>
    public int Adopt(DfaState state)
    {
        lock (_gate)
        {
            _closure.Begin();
            _closure.AddItems(state.Items);
            return Intern(state.Now, state.Before, state.Behind);
        }
    }

    private int BuildStart(int behind, int contextSet)
    {
        lock (_gate)
        {
            _closure.Begin();
            _closure.FollowPlainStarts(behind);
            if (contextSet == 0) _closure.KeepAsPlainStarts(behind);
            else FollowContextStarts(behind, _contextSets!.Contexts(contextSet));
            int target = Intern(Matched(), [], behind);
            if (target == Full) return Full;
            if (contextSet == 0) Volatile.Write(ref _starts[behind], target);
            else _contextStarts[(behind, contextSet)] = target;
            return target;
        }
    }

    private void FollowContextStarts(int behind, int[] contexts)
    {
        foreach (var start in _nfa.Starts)
        {
            if (start.Context >= 0 && contexts.AsSpan().BinarySearch(start.Context) >= 0) _closure.Follow(start.Node, behind, ahead: -1);
        }
    }

    private int Step(DfaState from, int unitClass)
    {
        int[] ready = from.Items, before = [];
        if (from.Pending)
        {
            ResolveLookAhead(from, unitClass);
            ready = [.. _closure.Items];
            before = Matched();
        }

        _closure.Begin();
        if (unitClass != _edge)
        {
            foreach (int item in ready)
            {
                ref readonly var node = ref _nfa.Nodes[item];
                if (_alphabet.InSet(node.Argument, unitClass)) _closure.Follow(node.Next, unitClass, ahead: -1);
            }

            if (_anywhere) FollowAnyStart(unitClass);
        }

        return Intern(Matched(), before, unitClass);
    }

    private void FollowAnyStart(int behind)
    {
        bool idle = _closure.Items.Count == 0 && _closure.Matches.Count == 0;
        _closure.FollowPlainStarts(behind);
        if (idle) _closure.KeepAsPlainStarts(behind);
    }

    private void ResolveLookAhead(DfaState from, int unitClass)
    {
        _closure.Begin();
        foreach (int item in from.Items)
        {
            var node = _nfa.Nodes[item];
            if (node.Kind != NfaKind.Ahead) _closure.Follow(item, from.Behind, unitClass);
            else if (_alphabet.LookHolds(node.Argument, unitClass)) _closure.Follow(node.Next, from.Behind, unitClass);
        }
    }

    private int[] Matched()
    {
        if (_closure.Matches.Count == 0) return [];
        _closure.Matches.Sort();
        return [.. _closure.Matches];
    }

    /// <summary>The state whose items are those of the closure.</summary>
    private int Intern(int[] now, int[] before, int behind)
    {
        // Where a match may begin anywhere, nothing alive is not the end: the next start may hang on what is behind.
        if (!_anywhere && _closure.Items.Count == 0 && now.Length == 0 && before.Length == 0) return Dead;
        bool pending = false, asksBehind = false;
        foreach (int item in _closure.Items)
        {
            if (_nfa.Nodes[item].Kind != NfaKind.Ahead) continue;
            pending = true;
            asksBehind |= _nfa.ReadsBehind(item);
        }

        if (!asksBehind) behind = -1;
        int hash = Hash(now, before, behind);
        _byHash.TryGetValue(hash, out int sameHash);
        for (int id = sameHash; id != 0; id = _states[id].SameHash)
        {
            var other = _states[id];
            if (other.Behind == behind && other.Now.AsSpan().SequenceEqual(now) && other.Before.AsSpan().SequenceEqual(before) && _closure.ItemsAre(other.Items))
                return id * Stride;
        }

        if (_count >= _maxStates) return Full;
        return AddState(
            new DfaState
            {
                Items = [.. _closure.Items],
                Now = now,
                Before = before,
                Behind = behind,
                Pending = pending,
                ContextSet = _anywhere && _contextSets is not null ? _contextSets.Intern(now) : 0,
                SameHash = sameHash,
            },
            hash);
    }

    private int Hash(int[] now, int[] before, int behind)
    {
        var hash = default(HashCode);
        hash.Add(_closure.ItemsHash());
        hash.Add(behind);
        foreach (int match in now) hash.Add(match);
        hash.Add(-1);
        foreach (int match in before) hash.Add(match);
        return hash.ToHashCode();
    }

    private int AddState(DfaState state, int hash)
    {
        int id = _count;
        if (id >= _states.Length) Grow();
        _states[id] = state;
        _table[(id * Stride) + _edge + 1] = id;
        if (id > 1) _byHash[hash] = id;
        Volatile.Write(ref _count, id + 1);
        return id * Stride;
    }

    private void Grow()
    {
        int capacity = Math.Min(_states.Length * 2, _maxStates);
        var states = new DfaState[capacity];
        _states.CopyTo(states, 0);
        int[] table = new int[capacity * Stride];
        _table.CopyTo(table, 0);
        Volatile.Write(ref _states, states);
        Volatile.Write(ref _table, table);
    }
}
