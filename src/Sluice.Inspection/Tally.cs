using Sluice.Inspection.Policies;

namespace Sluice.Inspection;

/// <summary>How often each rule matched in one exchange, and the strongest decision so far. Holds names and counts, never matched text.</summary>
public sealed class Tally
{
    private List<TallyEntry>? _entries;

    /// <summary>The strongest decision taken; in <see cref="PolicyMode.Monitor"/> the strongest that would have been.</summary>
    public Decision Decision { get; private set; }

    public IReadOnlyList<TallyEntry> Entries => _entries ?? (IReadOnlyList<TallyEntry>)[];

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
