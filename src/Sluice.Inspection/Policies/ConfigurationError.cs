namespace Sluice.Inspection.Policies;

/// <summary>An error in the configuration.</summary>
/// <param name="Key">As the user wrote it, for example <c>Sluice:Policies:default:Rules:2:Find</c>.</param>
/// <param name="Message">What is wrong with its value.</param>
public readonly record struct ConfigurationError(string Key, string Message)
{
    public override string ToString() => $"{Key}: {Message}";
}
