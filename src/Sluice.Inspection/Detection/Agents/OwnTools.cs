using System.Buffers;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>Makes detectors of the user's <c>Tools</c> and <c>Mcp</c>.</summary>
internal static class OwnTools
{
    private const int MostRules = 1_000;
    private const int HashLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The detector of <see cref="DetectorOptions.Tools"/>, or null and what is wrong in <paramref name="errors"/>.</summary>
    public static Detector? Build(string name, string key, ToolOptions options, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        if (options.Allow.Count + options.Deny.Count + options.Arguments.Count == 0 && options.Repeats == 0)
            errors.Add(new ConfigurationError($"{key}:Tools", "says nothing: give Allow, Deny, Arguments or Repeats"));
        if (options.Allow.Count + options.Deny.Count + options.Arguments.Count > MostRules)
            errors.Add(new ConfigurationError($"{key}:Tools", $"has more than {MostRules} entries"));
        if (options.Allow.Concat(options.Deny).Any(string.IsNullOrWhiteSpace))
            errors.Add(new ConfigurationError($"{key}:Tools", "a name is empty"));
        if (options.Repeats is < 0 or 1 or > 100)
            errors.Add(new ConfigurationError($"{key}:Tools:Repeats", "0, or 2 to 100"));
        List<ArgumentRule> rules = [];
        for (int i = 0; i < options.Arguments.Count; i++)
        {
            if (Rule(options.Arguments[i], $"{key}:Tools:Arguments:{i}", errors) is { } rule)
                rules.Add(rule);
        }

        if (errors.Count > before)
            return null;
        ToolRules judge = new([.. options.Allow], [.. options.Deny], [.. rules], options.Repeats);
        return Detector.Judging(name, "", judge, label: 0, certain: true, ToolRules.RunsOn);
    }

    /// <summary>The detector of <see cref="DetectorOptions.Mcp"/>, or null and what is wrong in <paramref name="errors"/>.</summary>
    public static Detector? Build(string name, string key, McpOptions options, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        if (options.Pins.Count == 0)
            errors.Add(new ConfigurationError($"{key}:Mcp:Pins", "names no tool; sluice tools pin prints what belongs here"));
        foreach ((string tool, List<string> hashes) in options.Pins)
        {
            if (hashes.Count == 0 || !hashes.TrueForAll(IsHash))
                errors.Add(new ConfigurationError($"{key}:Mcp:Pins:{tool}", "a pin is sha256: and 64 hexadecimal digits, as sluice tools pin prints it"));
        }

        if (errors.Count > before)
            return null;
        ToolPins judge = new(options.Pins.ToDictionary(p => p.Key, p => p.Value.ToArray(), StringComparer.Ordinal));
        return Detector.Judging(name, "", judge, label: 0, certain: true, ToolPins.RunsOn);
    }

    private static bool IsHash(string text) =>
        text.StartsWith(DefinitionHash.Prefix, StringComparison.Ordinal) && text.Length == DefinitionHash.Prefix.Length + HashLength
        && text.AsSpan(DefinitionHash.Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;

    private static ArgumentRule? Rule(ToolArgumentOptions options, string key, List<ConfigurationError> errors)
    {
        if (options.Deny.Length == 0)
        {
            errors.Add(new ConfigurationError($"{key}:Deny", "is missing: a pattern of what is found"));
            return null;
        }

        try
        {
            PatternSet deny = PatternSet.Compile([new PatternRule { Name = "argument", Pattern = options.Deny }]);
            return new ArgumentRule(string.IsNullOrEmpty(options.Tool) ? "*" : options.Tool, string.IsNullOrEmpty(options.Argument) ? null : options.Argument, deny);
        }
        catch (PatternException e)
        {
            errors.Add(new ConfigurationError($"{key}:Deny", $"{e.Reason} (at position {e.Position} of the pattern)"));
            return null;
        }
    }
}
