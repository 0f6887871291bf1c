using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Policies;

/// <summary>Turns options into policies; collects every error instead of stopping at the first.</summary>
public static class PolicyCompiler
{
    /// <summary>Returns the policies by name, or null and at least one error in <paramref name="errors"/>.</summary>
    public static IReadOnlyDictionary<string, Policy>? Compile(InspectionOptions options, List<ConfigurationError> errors) => Compile(options, [], errors);

    /// <summary>As above, with more detectors than the built-in and the user's own.</summary>
    internal static IReadOnlyDictionary<string, Policy>? Compile(InspectionOptions options, IReadOnlyList<Detector> more, List<ConfigurationError> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(errors);
        int before = errors.Count;
        DetectorNames detectors = new(options.Detectors, more, errors);
        PlanBuilder plans = new(detectors);
        Dictionary<string, Policy> policies = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, PolicyOptions policy) in options.Policies)
        {
            if (CompileOne(name, policy, detectors, plans, errors) is { } compiled)
                policies.Add(name, compiled);
        }

        return errors.Count > before ? null : policies;
    }

    private static Policy? CompileOne(string name, PolicyOptions options, DetectorNames detectors, PlanBuilder plans, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        string key = $"Sluice:Policies:{name}";
        PolicyMode mode = Parse<PolicyMode>(options.Mode, $"{key}:Mode", errors);
        FailureMode onFailure = Parse<FailureMode>(options.OnFailure, $"{key}:OnFailure", errors);
        UnknownMode onUnknown = Parse<UnknownMode>(options.OnUnknown, $"{key}:OnUnknown", errors);
        Decision onSigned = Parse<Decision>(options.OnSigned, $"{key}:OnSigned", errors);
        if (onSigned is not (Decision.Flag or Decision.Block))
            errors.Add(new ConfigurationError($"{key}:OnSigned", "signed text is never rewritten; one of Flag, Block"));
        foreach (string pattern in options.RemoteUrls.Allow.Concat(options.RemoteUrls.Deny).Where(p => !RemoteUrlRules.IsPattern(p)))
            errors.Add(new ConfigurationError($"{key}:RemoteUrls", $"\"{pattern}\" is neither a host nor *. and a domain"));
        List<SentencePlan> sentences = [];
        for (int i = 0; i < options.Rules.Count; i++)
        {
            if (Sentence(options.Rules[i], mode, $"{key}:Rules:{i}", detectors, errors) is { } sentence)
                sentences.Add(sentence);
        }

        if (errors.Count > before)
            return null;
        return new Policy(plans.Build(sentences, mode, onSigned), sentences.ConvertAll(s => s.Sentence))
        {
            Name = name,
            Mode = mode,
            OnFailure = onFailure,
            OnUnknown = onUnknown,
            OnSigned = onSigned,
            RemoteUrls = new RemoteUrlRules([.. options.RemoteUrls.Allow], [.. options.RemoteUrls.Deny]),
        };
    }

    private static SentencePlan? Sentence(RuleOptions rule, PolicyMode mode, string key, DetectorNames detectors, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        List<string> found = detectors.Find(rule.Find, rule.Certain);
        if (found.Count == 0)
            errors.Add(new ConfigurationError($"{key}:Find", $"there is no {(rule.Certain ? "certain " : "")}detector \"{rule.Find}\"; there are {detectors.Suggest()}"));
        bool allow = string.Equals(rule.Then, "Allow", StringComparison.OrdinalIgnoreCase);
        Decision then = allow ? Decision.None : Parse<Decision>(rule.Then, $"{key}:Then", errors, "Flag, Tokenize, Mask, Redact, Block, Allow");
        if (!allow && then == Decision.None && errors.Count == before)
            errors.Add(new ConfigurationError($"{key}:Then", "one of Flag, Tokenize, Mask, Redact, Block, Allow"));
        MaskKeep keep = Parse<MaskKeep>(rule.Keep, $"{key}:Keep", errors);
        if (keep != MaskKeep.None && then != Decision.Mask && errors.Count == before)
            errors.Add(new ConfigurationError($"{key}:Keep", "only Mask can leave something visible"));
        if (found.Exists(MediaRules.IsMedia) && !allow && then is not (Decision.Flag or Decision.Block) && errors.Count == before)
            errors.Add(new ConfigurationError($"{key}:Then", "a file can be flagged or blocked, or allowed"));
        List<(Direction, ContentScope)> covers = [];
        List<string> words = rule.In.Count == 0 ? ["any"] : rule.In;
        if (MediaRules.OfWords(words) is { } kinds)
        {
            words = ["any"];
            found.RemoveAll(d => !kinds.Contains(d, StringComparer.OrdinalIgnoreCase));
            if (found.Count == 0 && errors.Count == before)
                errors.Add(new ConfigurationError($"{key}:In", "no other detectors than media/* tell files apart: say \"Find\": \"media/*\""));
        }

        foreach (string word in words)
        {
            if (ScopeNames.Resolve(word) is { } places)
                covers.AddRange(places);
            else
                errors.Add(new ConfigurationError($"{key}:In", $"\"{word}\" is none of {string.Join(", ", ScopeNames.All.Concat(MediaRules.Words))}"));
        }

        if (then == Decision.Tokenize)
        {
            // Values are replaced on the way to the provider; on the way back there is nothing that could restore them.
            covers.RemoveAll(c => c.Item1 == Direction.Response);
            if (covers.Count == 0 || words.Any(w => w.Equals("any", StringComparison.OrdinalIgnoreCase)))
                errors.Add(new ConfigurationError($"{key}:In", "Tokenize replaces in requests and restores in answers: say \"request\", or scopes of it such as \"request.user\""));
        }

        HoldMode hold = Parse<HoldMode>(rule.Hold, $"{key}:Hold", errors, "sentence, window, whole");
        if (hold == HoldMode.Nothing && errors.Count == before)
            errors.Add(new ConfigurationError($"{key}:Hold", $"\"{rule.Hold}\" is none of sentence, window, whole"));
        if (rule.AtLeast is not (null or >= 0.5m and <= 1))
            errors.Add(new ConfigurationError($"{key}:AtLeast", "a score that is asked for lies between 0.5 and 1"));
        if (rule.AtLeast is not null && errors.Count == before && found.TrueForAll(d => detectors[d].Classifier is null))
            errors.Add(new ConfigurationError($"{key}:AtLeast", "only detectors that judge have scores; patterns match or do not"));
        int written = covers.Count;
        covers.RemoveAll(c => !found.Exists(d => detectors[d].RunsOn?.Invoke(c.Item1, c.Item2) != false));
        if (covers.Count == 0 && written > 0 && errors.Count == before)
            errors.Add(new ConfigurationError($"{key}:In", $"\"{rule.Find}\" cannot run there"));
        if (errors.Count > before)
            return null;
        bool judges = found.Exists(d => detectors[d].Classifier is not null);
        PolicySentence sentence = new(rule.Find, rule.In, allow ? null : then, found, covers.Distinct().ToList())
        {
            Delay = allow || then == Decision.Flag || mode == PolicyMode.Monitor ? StreamDelay.None : judges ? Enum.Parse<StreamDelay>(hold.ToString()) : StreamDelay.Match,
        };
        return new SentencePlan(sentence, keep, (double)(rule.AtLeast ?? (then == Decision.Flag ? 0.99m : 0.999m)), hold);
    }

    private static T Parse<T>(string value, string key, List<ConfigurationError> errors, string? choices = null)
        where T : struct, Enum
    {
        if (Enum.TryParse(value, ignoreCase: true, out T parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(value[0]))
            return parsed;
        errors.Add(new ConfigurationError(key, $"\"{value}\" is none of {choices ?? string.Join(", ", Enum.GetNames<T>())}"));
        return default;
    }
}

/// <summary>A resolved rule.</summary>
/// <param name="Sentence">The rule.</param>
/// <param name="Keep">What its mask keeps.</param>
/// <param name="AtLeast">The lowest score that counts, of detectors that judge.</param>
/// <param name="Hold">How much of a stream waits for their judgement, where it acts.</param>
internal sealed record SentencePlan(PolicySentence Sentence, MaskKeep Keep, double AtLeast, HoldMode Hold);
