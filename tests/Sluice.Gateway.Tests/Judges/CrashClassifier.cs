using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>A local classifier that throws at texts that say "broken".</summary>
internal sealed class CrashClassifier : Classifier
{
    public static IReadOnlyList<Detector> Detectors { get; } = [Detector.Judging("crash/label", "Nothing: it throws.", new CrashClassifier(), 0)];

    public override string Name => "crash";

    public override int Labels => 1;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Text.Contains("broken", StringComparison.Ordinal))
            throw new InvalidOperationException("canary: " + text.Text.ToString());
    }
}
