namespace Sluice.Training;

/// <summary>How weights are found.</summary>
internal sealed record FittingOptions
{
    /// <summary>Passes over the rows.</summary>
    public int Epochs { get; init; } = 12;

    /// <summary>Step of AdaGrad.</summary>
    public float Step { get; init; } = 0.5f;

    /// <summary>What every weight's sum of squares begins with: the higher, the less a feature that is met once can do.</summary>
    public float Caution { get; init; } = 1e-3f;

    /// <summary>Pull of a weight to zero each time its feature is met.</summary>
    public float Pull { get; init; } = 1e-5f;

    /// <summary>Of shuffling and of own rows.</summary>
    public int Seed { get; init; } = 20251;
}
