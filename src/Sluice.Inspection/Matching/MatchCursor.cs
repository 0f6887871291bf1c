using Sluice.Inspection.Matching.Scanning;

namespace Sluice.Inspection.Matching;

/// <summary>
/// Scan position in one text that arrives in pieces. The caller keeps the window: the text from the first unit not yet released to the newest.
/// For every cutting the spans are those of <see cref="PatternSet.FindAll"/>. Not thread-safe; one per lane.
/// </summary>
public sealed class MatchCursor
{
    private readonly Scanner _scanner;
    private int _holdFrom;

    /// <param name="set">The rules; every rule acts, except those that <paramref name="roles"/> makes <see cref="RuleRole.Exempt"/> or <see cref="RuleRole.Ignore"/>.</param>
    /// <param name="roles">One entry per rule; kept, not copied. <see cref="RuleRole.Observe"/> counts as <see cref="RuleRole.Act"/> here: one cursor has one buffer.</param>
    public MatchCursor(PatternSet set, RuleRole[] roles)
    {
        if (roles.Length != set.Rules.Count) throw new ArgumentException("one role per rule expected", nameof(roles));
        _scanner = new Scanner(set.Compiled) { ObserveIsAct = true };
        Roles = roles;
    }

    public RuleRole[] Roles { get; }

    /// <summary>
    /// First unit of the window whose fate is not decided: it may still become part of a span, or a span is open. Equals the window's length when nothing is held.
    /// Never stands between the two units of a surrogate pair; a high surrogate at the window's end is held until its other half arrives or the text ends.
    /// </summary>
    public int HoldFrom => _holdFrom;

    /// <summary>Begins a new text. <paramref name="context"/> as in <see cref="PatternSet.FindAll"/>.</summary>
    public void Reset(ReadOnlySpan<char> context = default)
    {
        _scanner.Reset(context);
        _holdFrom = 0;
    }

    /// <summary>
    /// Scans what is new in <paramref name="window"/> (it begins with all that was not rebased away, and only grows until <see cref="Rebase"/>) and adds the spans
    /// that closed to <paramref name="found"/>. With <paramref name="end"/> the text is complete and everything is decided.
    /// </summary>
    public void Scan(ReadOnlySpan<char> window, bool end, MatchBuffer found)
    {
        _scanner.Scan(new ScanWindow(window, end, Roles, found, found), origins: null);
        _holdFrom = end ? window.Length : WholeCharacters(window, _scanner.HoldFrom);
    }

    /// <summary>Goes on where another cursor of the same set is; the window so far must hold the same units.</summary>
    internal void CopyFrom(MatchCursor other)
    {
        _scanner.CopyFrom(other._scanner);
        _holdFrom = other._holdFrom;
    }

    /// <summary>Both have nothing to report yet, and will find the same in whatever follows if what they hold is the same.</summary>
    internal bool Agrees(MatchCursor other) => _scanner.Agrees(other._scanner);

    /// <summary>The caller dropped the first <paramref name="released"/> units of the window (at most <see cref="HoldFrom"/>).</summary>
    public void Rebase(int released)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(released);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(released, _holdFrom);
        _scanner.Rebase(released);
        _holdFrom -= released;
    }

    private static int WholeCharacters(ReadOnlySpan<char> window, int hold)
    {
        if (hold == 0 || !char.IsHighSurrogate(window[hold - 1])) return hold;
        return hold == window.Length || char.IsLowSurrogate(window[hold]) ? hold - 1 : hold;
    }
}
