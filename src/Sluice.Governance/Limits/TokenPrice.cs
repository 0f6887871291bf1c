namespace Sluice.Governance.Limits;

/// <summary>What a million tokens of some models cost.</summary>
/// <param name="Model">The models' name; <c>*</c> stands for any characters, case does not matter. Of several that match, the first counts.</param>
public sealed record TokenPrice(string Model)
{
    public decimal Input { get; init; }

    /// <summary>Input that the provider had in its cache.</summary>
    public decimal CachedInput { get; init; }

    public decimal Output { get; init; }
}
