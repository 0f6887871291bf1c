using Sluice.Inspection.Detection.Judging;
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
        Conversational = [.. plans.SelectMany(p => p.Judging?.Classifiers ?? []).Select(j => j.Classifier).Where(c => c.Needs != ConversationNeeds.None).Distinct()
            .SelectMany(c => Plan(Direction.Request, c.RequestScope).Judging?.Classifiers.Where(j => j.Classifier == c) ?? [])];
        Needs = plans.SelectMany(p => p.Judging?.Classifiers ?? []).Aggregate(ConversationNeeds.None, (needs, j) => needs | j.Classifier.Needs);
    }

    /// <summary>The classifiers that judge requests as a whole.</summary>
    internal IReadOnlyList<JudgedClassifier> Conversational { get; }

    /// <summary>What classifiers keep of a conversation.</summary>
    internal ConversationNeeds Needs { get; }

    public required string Name { get; init; }

    public required PolicyMode Mode { get; init; }

    public required FailureMode OnFailure { get; init; }

    public required UnknownMode OnUnknown { get; init; }

    /// <summary>What no dialect knows is refused. A policy that only watches refuses nothing.</summary>
    internal bool RefusesUnknown => OnUnknown == UnknownMode.Refuse && Mode != PolicyMode.Monitor;

    /// <summary>What stands for <c>Mask</c> and <c>Redact</c> where the provider signed the text, which may not be rewritten: <see cref="Decision.Flag"/> or <see cref="Decision.Block"/>.</summary>
    public required Decision OnSigned { get; init; }

    /// <summary>Which addresses a request may ask its provider to fetch.</summary>
    internal RemoteUrlRules RemoteUrls { get; init; } = RemoteUrlRules.None;

    /// <summary>The rules as the user wrote them, each with the detectors it names.</summary>
    public IReadOnlyList<PolicySentence> Sentences { get; }

    /// <summary>Number of scopes that a policy tells apart in each direction.</summary>
    private const int Scopes = (int)ContentScope.Document + 1;

    private const int Natures = (int)TextNature.Restored + 1;

    /// <summary>Number of plans.</summary>
    internal const int Plans = 2 * Scopes * Natures;

    /// <param name="direction">Which way the text travels.</param>
    /// <param name="scope">Whose words it is.</param>
    /// <param name="nature">What may be done to it.</param>
    internal ScopePlan Plan(Direction direction, ContentScope scope, TextNature nature = TextNature.Plain) => _plans[Index(direction, scope, nature)];

    internal static int Index(Direction direction, ContentScope scope, TextNature nature) => ((((int)direction * Scopes) + (int)scope) * Natures) + (int)nature;

    /// <summary>Brings the states that ordinary texts need into being, so that the first requests do not pay for it. Takes some tenths of a second.</summary>
    internal void Warm()
    {
        foreach (PatternSet set in _plans.SelectMany(p => new[] { p.Set, p.Acting?.Set, p.Observing?.Set }).OfType<PatternSet>().Distinct())
            set.Warm(WarmUpText.Sample);
    }
}

/// <summary>What may be done to a text.</summary>
internal enum TextNature : byte
{
    Plain,

    /// <summary>Its provider signed it: it is never rewritten.</summary>
    Signed,

    /// <summary>Of an answer to a request that holds placeholders: they become their values again.</summary>
    Restored,
}

/// <summary>One rule of a policy, resolved.</summary>
/// <param name="Find">As written.</param>
/// <param name="In">As written; empty means everywhere.</param>
/// <param name="Then">The decision, or null for <c>Allow</c>.</param>
/// <param name="Detectors">The names of the detectors that it finds with.</param>
/// <param name="Covers">Where it runs.</param>
public sealed record PolicySentence(
    string Find, IReadOnlyList<string> In, Decision? Then, IReadOnlyList<string> Detectors, IReadOnlyList<(Direction Direction, ContentScope Scope)> Covers)
{
    /// <summary>What a stream waits for on this rule's account.</summary>
    public StreamDelay Delay { get; init; }
}

/// <summary>What a stream's text waits for before it is released, least first.</summary>
public enum StreamDelay : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Text that may still become a match of a pattern, and no other.</summary>
    Match,

    /// <summary>The end of a sentence or line, or 1,024 characters.</summary>
    Sentence,

    /// <summary>1,024 characters.</summary>
    Window,

    /// <summary>The end of the text.</summary>
    Whole,
}
