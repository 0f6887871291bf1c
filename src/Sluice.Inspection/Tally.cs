using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection;

/// <summary>How often each rule matched in one exchange, and the strongest decision so far. Holds names and counts, never matched text.</summary>
public sealed class Tally
{
    private List<TallyEntry>? _entries;
    private List<MediaEntry>? _media;
    private List<UnknownEntry>? _unknown;
    private List<FailureEntry>? _failures;

    /// <summary>The strongest decision taken; in <see cref="PolicyMode.Monitor"/> the strongest that would have been.</summary>
    public Decision Decision { get; private set; }

    public IReadOnlyList<TallyEntry> Entries => _entries ?? (IReadOnlyList<TallyEntry>)[];

    /// <summary>The files that passed through this exchange, by direction and kind.</summary>
    public IReadOnlyList<MediaEntry> Media => _media ?? (IReadOnlyList<MediaEntry>)[];

    /// <summary>What was of a type that no dialect knows, by direction and kind.</summary>
    public IReadOnlyList<UnknownEntry> Unknown => _unknown ?? (IReadOnlyList<UnknownEntry>)[];

    /// <summary>The judges that failed, and the policy let the exchange go on without them.</summary>
    public IReadOnlyList<FailureEntry> Failures => _failures ?? (IReadOnlyList<FailureEntry>)[];

    /// <summary>Counts a judge's failure.</summary>
    /// <param name="judge">Its name.</param>
    /// <param name="reason">Why, as a low-cardinality word.</param>
    /// <param name="count">On how many texts.</param>
    internal void AddFailure(string judge, string reason, int count = 1)
    {
        _failures ??= [];
        int known = _failures.FindIndex(f => string.Equals(f.Judge, judge, StringComparison.Ordinal) && string.Equals(f.Reason, reason, StringComparison.Ordinal));
        if (known < 0)
            _failures.Add(new FailureEntry(judge, reason, count));
        else
            _failures[known] = _failures[known] with { Count = _failures[known].Count + count };
    }

    internal Tally Copy()
    {
        Tally copy = new();
        copy.Restore(this);
        return copy;
    }

    internal void Restore(Tally from)
    {
        Decision = from.Decision;
        _entries = from._entries?.ToList();
        _media = from._media?.ToList();
        _unknown = from._unknown?.ToList();
        _failures = from._failures?.ToList();
    }

    /// <summary>Counts a part or an event of a type that no dialect knows.</summary>
    internal void AddUnknown(Direction direction, UnknownKind kind)
    {
        _unknown ??= [];
        int known = _unknown.FindIndex(u => u.Direction == direction && u.Kind == kind);
        if (known < 0)
            _unknown.Add(new UnknownEntry(direction, kind, 1));
        else
            _unknown[known] = _unknown[known] with { Count = _unknown[known].Count + 1 };
    }

    /// <summary>Counts a file.</summary>
    /// <param name="direction">Which way it travels.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="bytes">Its size, unpacked.</param>
    internal void AddMedia(Direction direction, MediaKind kind, long bytes)
    {
        string name = kind.ToString().ToLowerInvariant();
        _media ??= [];
        int known = _media.FindIndex(m => m.Direction == direction && string.Equals(m.Kind, name, StringComparison.Ordinal));
        if (known < 0)
            _media.Add(new MediaEntry(direction, name, 1, bytes));
        else
            _media[known] = _media[known] with { Count = _media[known].Count + 1, Bytes = _media[known].Bytes + bytes };
    }

    public void Add(Direction direction, string rule, Decision decision)
    {
        if (decision > Decision)
            Decision = decision;
        _entries ??= [];
        for (int i = 0; i < _entries.Count; i++)
        {
            TallyEntry e = _entries[i];
            if (e.Direction == direction && e.Decision == decision && string.Equals(e.Rule, rule, StringComparison.Ordinal))
            {
                _entries[i] = e with { Count = e.Count + 1 };
                return;
            }
        }

        _entries.Add(new TallyEntry(direction, rule, decision, 1));
    }
}

/// <summary>Matches of one rule in one direction that led to one decision.</summary>
public readonly record struct TallyEntry(Direction Direction, string Rule, Decision Decision, int Count);

/// <summary>Files of one kind that travelled in one direction.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Kind"><c>image</c>, <c>audio</c>, <c>video</c>, <c>document</c> or <c>binary</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Their sizes together, unpacked.</param>
public readonly record struct MediaEntry(Direction Direction, string Kind, int Count, long Bytes);

/// <summary>Parts or events of types that no dialect knows, in one direction.</summary>
public readonly record struct UnknownEntry(Direction Direction, UnknownKind Kind, int Count);

/// <summary>Failures of one judge for one reason.</summary>
public readonly record struct FailureEntry(string Judge, string Reason, int Count);
