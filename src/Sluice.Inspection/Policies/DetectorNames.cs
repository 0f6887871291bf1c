using System.IO.Enumeration;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>The detectors that policies can name: the built-in ones and the user's own.</summary>
internal sealed class DetectorNames
{
    private readonly SortedDictionary<string, IReadOnlyList<PatternRule>> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _uncertain = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the built-in detectors and those of <paramref name="options"/>; what cannot be used goes to <paramref name="errors"/>.</summary>
    public DetectorNames(IReadOnlyDictionary<string, DetectorOptions> options, List<ConfigurationError> errors)
    {
        foreach (Detector detector in DetectorCatalog.All)
        {
            _rules.Add(detector.Name, detector.Rules);
            if (!detector.Certain)
                _uncertain.Add(detector.Name);
        }

        foreach (string media in MediaRules.Detectors)
            _rules.Add(media, []);
        foreach ((string name, DetectorOptions own) in options)
            Add(name, own, errors);
    }

    public IReadOnlyList<PatternRule> RulesOf(string detector) => _rules[detector];

    /// <summary>The detectors whose names fit; <c>*</c> stands for any run of characters. With <paramref name="certain"/> only those that do not guess.</summary>
    /// <remarks>Files are found only by those who name them: a rule for everything that can be found in text is none for every picture.</remarks>
    public List<string> Find(string pattern, bool certain)
    {
        bool media = pattern.StartsWith("media", StringComparison.OrdinalIgnoreCase);
        return _rules.Keys.Where(n => FileSystemName.MatchesSimpleExpression(pattern, n, ignoreCase: true) && !(certain && _uncertain.Contains(n)) && media == MediaRules.IsMedia(n)).ToList();
    }

    public string Suggest() => string.Join(", ", _rules.Keys);

    private void Add(string name, DetectorOptions own, List<ConfigurationError> errors)
    {
        string key = $"Sluice:Detectors:{name}";
        if (!IsName(name))
        {
            errors.Add(new ConfigurationError(key, "a detector's name has lower-case letters, digits and dashes, and is at most 64 long"));
            return;
        }

        if (_rules.ContainsKey(name))
        {
            errors.Add(new ConfigurationError(key, "a detector of this name exists already"));
            return;
        }

        List<PatternRule> rules = [];
        string? error = UserDetectors.Build(name, own, rules) ?? TryCompile(rules);
        if (error is not null)
            errors.Add(new ConfigurationError(key, error));
        else
            _rules.Add(name, rules);
    }

    private static string? TryCompile(List<PatternRule> rules)
    {
        try
        {
            PatternSet.Compile(rules);
            return null;
        }
        catch (PatternException e)
        {
            return $"{e.Reason} (at position {e.Position} of the pattern)";
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
