namespace Sluice.Governance.Store;

/// <summary>How an act upon the store ended.</summary>
public enum ActOutcome
{
    Done,

    /// <summary>There is none such in the actor's tenant; one of another tenant is as missing as any.</summary>
    NotFound,

    /// <summary>Something given is not right; <see cref="ActResult{T}.Problem"/> says what.</summary>
    Invalid,

    /// <summary>The name, or another thing that is unique, is taken.</summary>
    Taken,

    /// <summary>Not possible in the state that it is in, such as restoring an expired key.</summary>
    Conflict,

    /// <summary>It would give what the actor does not hold.</summary>
    Forbidden,

    /// <summary>It is declared in the configuration and changes there only.</summary>
    ReadOnly,

    /// <summary>The store does not answer; nothing is known to have happened.</summary>
    Unavailable,
}

/// <summary>The outcome of an act and what came of it.</summary>
/// <param name="Value">Set exactly when the act is done.</param>
/// <param name="Problem">What stood in its way, for whoever asked; never a secret.</param>
/// <param name="Field">The field that it is about, as options and JSON name it in camel case; null for the whole.</param>
public readonly record struct ActResult<T>(ActOutcome Outcome, T? Value = default, string? Problem = null, string? Field = null)
{
    public bool IsDone => Outcome == ActOutcome.Done;

    /// <summary>The same trouble with another kind of value.</summary>
    public ActResult<TOther> As<TOther>() => new(Outcome, default, Problem, Field);
}

/// <summary>Makes results.</summary>
public static class ActResult
{
    public static ActResult<T> Done<T>(T value) => new(ActOutcome.Done, value);

    public static ActResult<T> NotFound<T>() => new(ActOutcome.NotFound, Problem: "not found");

    public static ActResult<T> Invalid<T>(string field, string problem) => new(ActOutcome.Invalid, Problem: problem, Field: field);

    public static ActResult<T> Failed<T>(ActOutcome outcome, string problem, string? field = null) => new(outcome, Problem: problem, Field: field);
}

/// <summary>Some of a list.</summary>
/// <param name="NextOffset">Where the rest begins; null when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int? NextOffset)
{
    /// <summary>Most items of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Cuts a list that was read one item too long.</summary>
    internal static Page<T> Of(List<T> items, int offset, int limit) => items.Count > limit ? new(items[..limit], offset + limit) : new(items, null);
}
