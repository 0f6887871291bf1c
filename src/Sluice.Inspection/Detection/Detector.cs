using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection;

/// <summary>A detector: a name that policies can find, and behind it either rules of the matching engine or one label of a classifier.</summary>
public sealed class Detector
{
    private Detector(string name, string description, bool certain, IReadOnlyList<PatternRule> rules)
    {
        Name = name;
        Description = description;
        Certain = certain;
        Rules = rules;
    }

    /// <summary>Category and kind, for example <c>secrets/aws-access-key-id</c>: what a policy's <c>Find</c> names.</summary>
    public string Name { get; }

    /// <summary>What it finds, in one line.</summary>
    public string Description { get; }

    /// <summary>
    /// A find is hardly ever something else: it has a vendor's prefix or a checksum, or stands behind words that say what it is.
    /// The default policy acts on certain detectors and only flags what the others find. The heads of certain rules are not alive
    /// inside ordinary words, so acting on them delays no prose.
    /// </summary>
    public bool Certain { get; }

    /// <summary>What judges, or null for a detector of patterns.</summary>
    public Classifier? Classifier { get; private init; }

    /// <summary>The classifier's label that is this detector.</summary>
    public int Label { get; private init; }

    /// <summary>Where it can run: null means on every text.</summary>
    public Func<Direction, ContentScope, bool>? RunsOn { get; private init; }

    /// <summary>The rules of a detector of patterns, at least one; the names are the detector's own, with <c>#variant</c> behind it for all but the plain one.</summary>
    public IReadOnlyList<PatternRule> Rules { get; }

    /// <summary>Makes a detector of the user's own patterns, which are what the user says they are.</summary>
    internal static Detector OfRules(string name, IReadOnlyList<PatternRule> rules) => new(name, "", certain: true, rules);

    /// <summary>Makes a detector that judges.</summary>
    /// <param name="name">Category and kind.</param>
    /// <param name="description">What it finds, in one line.</param>
    /// <param name="classifier">What judges.</param>
    /// <param name="label">The label that is this detector.</param>
    /// <param name="certain">It does not guess: its scores are 1.</param>
    /// <param name="runsOn">Where it can run, or null for everywhere.</param>
    public static Detector Judging(
        string name, string description, Classifier classifier, int label, bool certain = false, Func<Direction, ContentScope, bool>? runsOn = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, classifier.Labels);
        return new Detector(name, description, certain, []) { Classifier = classifier, Label = label, RunsOn = runsOn };
    }

    /// <summary>Makes a detector of patterns; every rule comes from <see cref="Shape.Of"/> and has its variant as its name.</summary>
    internal static Detector Create(string name, string description, bool certain, params ReadOnlySpan<PatternRule> shapes)
    {
        var rules = new PatternRule[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
            rules[i] = shapes[i] with { Name = shapes[i].Name.Length == 0 ? name : $"{name}#{shapes[i].Name}" };
        return new Detector(name, description, certain, rules);
    }
}
