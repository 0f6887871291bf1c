namespace Sluice.Inspection.Matching.Scanning;

/// <summary>Scans whole texts; kept per thread, so that a scan allocates nothing.</summary>
internal sealed class TextScan(CompiledRules rules)
{
    /// <summary>Shorter texts are decided directly: finding origins first would cost more than it saves.</summary>
    private const int MinAccelerated = 32;

    private readonly Scanner _scanner = new(rules);
    private readonly TextOrigins _origins = new(rules);

    public CompiledRules Rules { get; } = rules;

    public void Run(in ScanWindow window, ReadOnlySpan<char> context)
    {
        _scanner.Reset(context);
        if (window.Text.Length < MinAccelerated)
        {
            _scanner.Scan(window, origins: null);
            return;
        }

        _origins.Find(window.Text);
        _scanner.Scan(window, _origins);
    }
}
