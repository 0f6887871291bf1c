using System.Collections.Frozen;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Language;

/// <summary>Finds texts in other languages than those that are allowed. What it cannot tell the language of passes.</summary>
/// <param name="name">The detector's name.</param>
/// <param name="allowed">ISO 639-1 codes.</param>
internal sealed class LanguageClassifier(string name, IEnumerable<string> allowed) : Classifier
{
    private readonly FrozenSet<string> _allowed = allowed.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public override string Name { get; } = name;

    public override int Labels => 1;

    public override bool IsRepeatable => true;

    /// <summary>A sentence alone is often too short to tell its language.</summary>
    public override int LeftContext => 256;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        var (language, rate) = LanguageGuess.Of(text.Text);
        if (language is not null && !_allowed.Contains(language))
            findings.Add(0, RequestScore.Of(rate, text.Volume));
    }
}
