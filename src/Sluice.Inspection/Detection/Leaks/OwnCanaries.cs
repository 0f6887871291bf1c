using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>The user's canaries: texts that no answer may hold.</summary>
internal sealed class OwnCanaries(CanaryForms forms) : Classifier
{
    private const int Most = 1_000;
    private const int Longest = 256;

    public override string Name => "canaries";

    public override int Labels => 1;

    public override int LeftContext => CanarySearch.LeftContext;

    public override void Judge(in JudgedText text, FindingList findings) => CanarySearch.Find(forms, text, findings);

    /// <summary>The detector of <see cref="DetectorOptions.Canaries"/>, or null and what is wrong in <paramref name="errors"/>.</summary>
    public static Detector? Build(string name, string key, List<string> canaries, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        if (canaries.Count > Most)
            errors.Add(new ConfigurationError($"{key}:Canaries", $"has {canaries.Count} texts; at most {Most} are allowed"));
        for (int i = 0; i < canaries.Count; i++)
        {
            if (canaries[i].Length > Longest || BareLetters.Squeeze(canaries[i]).Length < CanaryForms.Shortest)
                errors.Add(new ConfigurationError($"{key}:Canaries:{i}", $"a canary has at least {CanaryForms.Shortest} letters and digits, and at most {Longest} characters"));
        }

        if (errors.Count > before)
            return null;
        return Detector.Judging(name, "", new OwnCanaries(new CanaryForms(canaries)), label: 0, certain: true, RunsOn);
    }

    /// <summary>In answers: what a caller writes leaks nothing.</summary>
    internal static bool RunsOn(Direction direction, ContentScope scope) => direction == Direction.Response && scope != ContentScope.System;
}
