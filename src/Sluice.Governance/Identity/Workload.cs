namespace Sluice.Governance.Identity;

/// <summary>What a key says that it is used for; who declares one must hold API keys' write permission, and it is audited.</summary>
/// <param name="Kind"><c>interactive</c>, <c>batch</c>, <c>eval</c>, <c>embeddings</c> or <c>ci</c>.</param>
/// <param name="RequestsPerHour">The ceiling that its owner expects, or null.</param>
public sealed record Workload(string Kind, long? RequestsPerHour = null)
{
    public static IReadOnlyList<string> Kinds { get; } = ["interactive", "batch", "eval", "embeddings", "ci"];
}
