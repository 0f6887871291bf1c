using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>A gate was to start with a configuration that has errors.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception("The configuration has errors:" + string.Concat(errors.Select(e => Environment.NewLine + "  " + e)))
{
    public IReadOnlyList<ConfigurationError> Errors => errors;
}
