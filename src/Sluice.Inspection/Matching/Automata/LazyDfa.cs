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
            int target = Intern(state.Items, state.Now, state.Before, state.Behind);
            if (target != Full && state.Idle) State(target).Idle = true;
            return target;
        }
    }

    private int BuildStart(int behind, int contextSet)
    {
        lock (_gate)
        {
            _closure.Begin();
            FollowStarts(behind, contextSet);
            int target = Intern(SortedItems(), SortedMatches(), [], behind);
            if (target == Full) return Full;
            State(target).Idle = true;
            if (contextSet == 0) Volatile.Write(ref _starts[behind], target);
            else _contextStarts[(behind, contextSet)] = target;
            return target;
        }
    }

    private void FollowStarts(int behind, int contextSet)
    {
        int[] contexts = contextSet == 0 ? [] : _contextSets!.Contexts(contextSet);
        foreach (var start in _nfa.Starts)
        {
            if (start.Context < 0 || contexts.AsSpan().BinarySearch(start.Context) >= 0) _closure.Follow(start.Node, behind, ahead: -1);
        }
    }

    private int Step(DfaState from, int unitClass)
    {
        int[] ready = from.Items, before = [];
        if (from.Pending)
        {
            _closure.Begin();
            foreach (int item in from.Items)
            {
                if (_nfa.Nodes[item].Kind != NfaKind.Ahead) _closure.Follow(item, from.Behind, unitClass);
                else if (_alphabet.LookHolds(_nfa.Nodes[item].Argument, unitClass)) _closure.Follow(_nfa.Nodes[item].Next, from.Behind, unitClass);
            }

            ready = [.. _closure.Items];
            before = [.. SortedMatches()];
        }

        _closure.Begin();
        bool idle = true;
        if (unitClass != _edge)
        {
            foreach (int item in ready)
            {
                if (_alphabet.InSet(_nfa.Nodes[item].Argument, unitClass)) _closure.Follow(_nfa.Nodes[item].Next, unitClass, ahead: -1);
            }

            idle = _closure.Items.Count == 0 && _closure.Matches.Count == 0;
            if (_anywhere) FollowStarts(unitClass, contextSet: 0);
        }

        int target = Intern(SortedItems(), SortedMatches(), before, unitClass);
        if (target != Full && idle && _anywhere) State(target).Idle = true;
        return target;
    }

    private Span<int> SortedItems() => Sorted(_closure.Items);

    private Span<int> SortedMatches() => Sorted(_closure.Matches);

    private static Span<int> Sorted(List<int> values)
    {
        var span = CollectionsMarshal.AsSpan(values);
        span.Sort();
        return span;
    }

    /// <param name="items">Ascending.</param>
    /// <param name="now">Ascending.</param>
    /// <param name="before">Ascending; kept.</param>
    /// <param name="behind">Class of the unit behind.</param>
    private int Intern(ReadOnlySpan<int> items, ReadOnlySpan<int> now, int[] before, int behind)
    {
        // Where a match may begin anywhere, nothing alive is not the end: the next start may hang on what is behind.
        if (!_anywhere && items.IsEmpty && now.IsEmpty && before.Length == 0) return Dead;
        bool pending = false, asksBehind = false;
        foreach (int item in items)
        {
            if (_nfa.Nodes[item].Kind != NfaKind.Ahead) continue;
            pending = true;
            asksBehind |= _nfa.ReadsBehind(item);
        }

        if (!asksBehind) behind = -1;
        int hash = Hash(items, now, before, behind);
        _byHash.TryGetValue(hash, out int sameHash);
        for (int id = sameHash; id != 0; id = _states[id].SameHash)
        {
            var other = _states[id];
            if (other.Behind == behind && items.SequenceEqual(other.Items) && now.SequenceEqual(other.Now) && other.Before.AsSpan().SequenceEqual(before))
                return id * Stride;
        }

        if (_count >= _maxStates) return Full;
        int[] matches = [.. now];
        return AddState(
            new DfaState
            {
                Items = [.. items],
                Now = matches,
                Before = before,
                Behind = behind,
                Pending = pending,
                ContextSet = _anywhere && _contextSets is not null ? _contextSets.Intern(matches) : 0,
                SameHash = sameHash,
            },
            hash);
    }

    private static int Hash(ReadOnlySpan<int> items, ReadOnlySpan<int> now, ReadOnlySpan<int> before, int behind)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(items));
        hash.Add(behind);
        hash.AddBytes(MemoryMarshal.AsBytes(now));
        hash.Add(before.Length);
        hash.AddBytes(MemoryMarshal.AsBytes(before));
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
