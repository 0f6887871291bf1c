namespace Sluice.Inspection.Policies;

/// <summary>A validated, compiled, immutable policy.</summary>
public sealed class Policy
{
    public required string Name { get; init; }

    public required PolicyMode Mode { get; init; }

    public required FailureMode OnFailure { get; init; }

    public required UnknownMode OnUnknown { get; init; }
}
