using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection;

/// <summary>A built-in detector: a name that policies can find, and the rules of the matching engine behind it.</summary>
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

    /// <summary>At least one rule; the names are the detector's own, with <c>#variant</c> behind it for all but the plain one.</summary>
    public IReadOnlyList<PatternRule> Rules { get; }

    /// <summary>Makes a detector; every rule comes from <see cref="Shape.Of"/> and has its variant as its name.</summary>
    internal static Detector Create(string name, string description, bool certain, params ReadOnlySpan<PatternRule> shapes)
    {
        var rules = new PatternRule[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
            rules[i] = shapes[i] with { Name = shapes[i].Name.Length == 0 ? name : $"{name}#{shapes[i].Name}" };
        return new Detector(name, description, certain, rules);
    }
}
