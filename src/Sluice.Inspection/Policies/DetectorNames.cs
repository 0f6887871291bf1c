using System.IO.Enumeration;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>The detectors that policies can name: the built-in ones and the user's own.</summary>
internal sealed class DetectorNames
{
    private readonly SortedDictionary<string, Detector> _detectors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the built-in detectors, <paramref name="more"/> of their kind, and those of <paramref name="options"/>; what cannot be used goes to <paramref name="errors"/>.</summary>
    public DetectorNames(IReadOnlyDictionary<string, DetectorOptions> options, IReadOnlyList<Detector> more, List<ConfigurationError> errors)
    {
        foreach (Detector detector in DetectorCatalog.All.Concat(more))
            _detectors.Add(detector.Name, detector);
        foreach (string media in MediaRules.Detectors)
            _detectors.Add(media, Detector.Create(media, "Files, by what they are.", certain: true));
        foreach ((string name, DetectorOptions own) in options)
            Add(name, own, errors);
    }

    public Detector this[string name] => _detectors[name];

    /// <summary>
    /// The detectors whose names fit; <c>*</c> stands for any run of characters, and a category alone for all that is in it. With <paramref name="certain"/> only those that do not guess.
    /// </summary>
    /// <remarks>Files are found only by those who name them: a rule for everything that can be found in text is none for every picture.</remarks>
    public List<string> Find(string pattern, bool certain)
    {
        bool media = pattern.StartsWith("media", StringComparison.OrdinalIgnoreCase);
        if (_detectors.Keys.Any(n => n.StartsWith(pattern + "/", StringComparison.OrdinalIgnoreCase)))
            pattern += "/*";
        return _detectors.Values
            .Where(d => FileSystemName.MatchesSimpleExpression(pattern, d.Name, ignoreCase: true) && !(certain && !d.Certain) && media == MediaRules.IsMedia(d.Name) && Sends(pattern, d))
            .Select(d => d.Name)
            .ToList();
    }

    /// <summary>Texts leave the machine for those judges alone that a rule names: one for everything that can be found is none for everybody who could be asked.</summary>
    private static bool Sends(string pattern, Detector detector) =>
        detector.Classifier is not RemoteJudge { Name: var judge }
        || pattern.Equals(judge, StringComparison.OrdinalIgnoreCase)
        || pattern.StartsWith(judge + "/", StringComparison.OrdinalIgnoreCase);

    public string Suggest() => string.Join(", ", _detectors.Keys);

    private void Add(string name, DetectorOptions own, List<ConfigurationError> errors)
    {
        string key = $"Sluice:Detectors:{name}";
        if (!IsName(name))
        {
            errors.Add(new ConfigurationError(key, "a detector's name has lower-case letters, digits and dashes, and is at most 64 long"));
            return;
        }

        if (_detectors.ContainsKey(name))
        {
            errors.Add(new ConfigurationError(key, "a detector of this name exists already"));
            return;
        }

        if (_detectors.Keys.Any(n => n.StartsWith(name + "/", StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add(new ConfigurationError(key, "is the name of a category, which policies name as a whole; choose another"));
            return;
        }

        if (own.Remote is not null)
        {
            foreach (Detector remote in RemoteDetectors.Build(name, key, own, errors))
            {
                if (!_detectors.TryAdd(remote.Name, remote))
                    errors.Add(new ConfigurationError(key, $"a detector {remote.Name} exists already"));
            }

            return;
        }

        int before = errors.Count;
        Detector? built = OwnJudges.Build(name, key, own, errors);
        if (built is null && errors.Count == before)
            built = Patterns(name, key, own, errors);
        if (built is not null)
            _detectors.Add(name, built);
    }

    private static Detector? Patterns(string name, string key, DetectorOptions own, List<ConfigurationError> errors)
    {
        List<PatternRule> rules = [];
        string? error = UserDetectors.Build(name, own, rules) ?? TryCompile(rules);
        if (error is null)
            return Detector.OfRules(name, rules);
        errors.Add(new ConfigurationError(key, error));
        return null;
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
