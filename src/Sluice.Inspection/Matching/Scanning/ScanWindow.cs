namespace Sluice.Inspection.Matching.Scanning;

/// <summary>What one scan sees and where it reports.</summary>
internal readonly ref struct ScanWindow(ReadOnlySpan<char> text, bool end, ReadOnlySpan<RuleRole> roles, MatchBuffer acting, MatchBuffer observed)
{
    public ReadOnlySpan<char> Text { get; } = text;

    /// <summary>Nothing follows the text.</summary>
    public bool End { get; } = end;

    public ReadOnlySpan<RuleRole> Roles { get; } = roles;

    public MatchBuffer Acting { get; } = acting;

    public MatchBuffer Observed { get; } = observed;
}
