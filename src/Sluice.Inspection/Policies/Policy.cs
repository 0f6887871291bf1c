using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>A validated, compiled, immutable policy. Safe for any number of threads; an exchange keeps the one it began with.</summary>
public sealed class Policy
{
    private readonly ScopePlan[] _plans;

    internal Policy(ScopePlan[] plans, IReadOnlyList<PolicySentence> sentences)
    {
        _plans = plans;
        Sentences = sentences;
    }

    public required string Name { get; init; }

    public required PolicyMode Mode { get; init; }

    public required FailureMode OnFailure { get; init; }

    public required UnknownMode OnUnknown { get; init; }

    /// <summary>What stands for <c>Mask</c> and <c>Redact</c> where the provider signed the text, which may not be rewritten: <see cref="Decision.Flag"/> or <see cref="Decision.Block"/>.</summary>
    public required Decision OnSigned { get; init; }

    /// <summary>The rules as the user wrote them, each with the detectors it names.</summary>
    public IReadOnlyList<PolicySentence> Sentences { get; }

    /// <summary>Number of scopes that a policy tells apart in each direction.</summary>
    internal const int Scopes = (int)ContentScope.Document + 1;

    /// <param name="direction">Which way the text travels.</param>
    /// <param name="scope">Whose words it is.</param>
    /// <param name="signed">Its provider signed it.</param>
    internal ScopePlan Plan(Direction direction, ContentScope scope, bool signed) => _plans[Index(direction, scope, signed)];

    internal static int Index(Direction direction, ContentScope scope, bool signed) => ((((int)direction * Scopes) + (int)scope) * 2) + (signed ? 1 : 0);

    /// <summary>Brings the states that ordinary texts need into being, so that the first requests do not pay for it. Takes some tenths of a second.</summary>
    internal void Warm()
    {
        foreach (PatternSet set in _plans.SelectMany(p => new[] { p.Set, p.Acting?.Set, p.Observing?.Set }).OfType<PatternSet>().Distinct())
            set.Warm(WarmUpText.Sample);
    }
}

/// <summary>One rule of a policy, resolved.</summary>
/// <param name="Find">As written.</param>
/// <param name="In">As written; empty means everywhere.</param>
/// <param name="Then">The decision, or null for <c>Allow</c>.</param>
/// <param name="Detectors">The names of the detectors that it finds with.</param>
/// <param name="Covers">Where it runs.</param>
public sealed record PolicySentence(
    string Find, IReadOnlyList<string> In, Decision? Then, IReadOnlyList<string> Detectors, IReadOnlyList<(Direction Direction, ContentScope Scope)> Covers);
