namespace Sluice.Inspection.Tests.Detection;

/// <summary>A text, and what its detector takes from it: nothing for texts that must pass.</summary>
internal sealed record DetectorCase(string Detector, string Text, params string[] Taken);

/// <summary>Collects the cases of one file.</summary>
internal sealed class CaseList
{
    private readonly List<DetectorCase> _cases = [];

    public IReadOnlyList<DetectorCase> Cases => _cases;

    /// <summary>The detector takes exactly <paramref name="value"/> from the text, which has it in the place of <c>@@</c>.</summary>
    public void Must(string detector, string value, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _cases.Add(new(detector, text.Replace("@@", value, StringComparison.Ordinal), value));
    }

    /// <summary>The detector takes nothing.</summary>
    public void Pass(string detector, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _cases.Add(new(detector, text));
    }
}
