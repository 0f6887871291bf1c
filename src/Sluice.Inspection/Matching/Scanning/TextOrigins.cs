using Sluice.Inspection.Matching.Prefilter;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>Where matches of one text may begin: roughly at first, exactly when the rough answer turns out too expensive to follow.</summary>
internal sealed class TextOrigins(CompiledRules rules)
{
    /// <summary>One mark in so many units is dense: finding the exact origins then costs less than trying every mark.</summary>
    private const int DenseSpacing = 8;

    /// <summary>Units that the decider may take per unit of text before the exact origins are asked for. Bounds what a hostile text can cost.</summary>
    private const int Effort = 4;

    private readonly OriginMap _map = new();
    private readonly OriginMap _exact = new();
    private readonly PrefilterScratch _scratch = new();
    private long _allowance;
    private bool _isExact;

    public OriginMap Map => _map;

    public void Find(ReadOnlySpan<char> text)
    {
        if (rules.Prefilter is { } prefilter) FindRoughly(text, prefilter.Value);
        else FindExactly(text);
    }

    public void FindExactly(ReadOnlySpan<char> text)
    {
        Begin(text);
        _isExact = true;
        OriginFinder.Mark(rules, text, _map);
    }

    public void FindRoughly(ReadOnlySpan<char> text, AnchorPrefilter prefilter)
    {
        Begin(text);
        prefilter.Mark(text, _scratch, _map);
        if (_map.Count > text.Length / DenseSpacing) Refine(text);
    }

    /// <summary>The decider took <paramref name="units"/> more units from a mark.</summary>
    public void Spend(ReadOnlySpan<char> text, int units)
    {
        _allowance -= units;
        if (_allowance < 0 && !_isExact) Refine(text);
    }

    private void Begin(ReadOnlySpan<char> text)
    {
        _map.Reset(text.Length);
        _allowance = (long)Effort * text.Length;
        _isExact = false;
    }

    private void Refine(ReadOnlySpan<char> text)
    {
        _isExact = true;
        _exact.Reset(text.Length);
        OriginFinder.Mark(rules, text, _exact);
        _map.Intersect(_exact);
    }
}
