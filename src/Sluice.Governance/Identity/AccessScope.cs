namespace Sluice.Governance.Identity;

/// <summary>What of the providers a caller may use. An empty list of models or endpoints leaves all of them open.</summary>
public sealed record AccessScope
{
    public static AccessScope Everything { get; } = new();

    /// <summary>Model names; <c>*</c> stands for any characters. Case does not matter.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Endpoint names as <c>sluice policy surfaces</c> prints them (<c>chat completions</c>, <c>embeddings</c>); <c>*</c> as above.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>Parameters that aid extraction which the caller may use all the same: <c>logprobs</c>, <c>top_logprobs</c>, <c>logit_bias</c>, <c>n</c>, <c>echo</c>, or <c>*</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    public bool AllowsModel(ReadOnlySpan<char> model) => Models.Count == 0 || NamePattern.MatchesAny(Models, model);

    public bool AllowsEndpoint(ReadOnlySpan<char> endpoint) => Endpoints.Count == 0 || NamePattern.MatchesAny(Endpoints, endpoint);

    public bool AllowsParameter(ReadOnlySpan<char> parameter) => NamePattern.MatchesAny(Parameters, parameter);
}
