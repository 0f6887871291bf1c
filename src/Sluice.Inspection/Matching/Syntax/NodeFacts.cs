namespace Sluice.Inspection.Matching.Syntax;

/// <summary>Questions about a parsed pattern, and the two transformations that the accelerator needs.</summary>
internal static class NodeFacts
{
    /// <summary>Lengths and sizes saturate here; no pattern of use comes near.</summary>
    public const long Saturated = 1L << 40;

    public static long MinLength(this Node node) => node switch
    {
        SetNode => 1,
        ConcatNode concat => Math.Min(Saturated, concat.Parts.Sum(MinLength)),
        AlternateNode alternate => alternate.Branches.Min(MinLength),
        RepeatNode repeat => Math.Min(Saturated, repeat.Min * repeat.Body.MinLength()),
        _ => 0,
    };

    public static long MaxLength(this Node node) => node switch
    {
        SetNode => 1,
        ConcatNode concat => Math.Min(Saturated, concat.Parts.Sum(MaxLength)),
        AlternateNode alternate => alternate.Branches.Max(MaxLength),
        RepeatNode { Max: RepeatNode.Unbounded } repeat => repeat.Body.MaxLength() == 0 ? 0 : Saturated,
        RepeatNode repeat => Math.Min(Saturated, repeat.Max * repeat.Body.MaxLength()),
        _ => 0,
    };

    /// <summary>Nodes of the automaton that the pattern needs (an upper bound).</summary>
    public static long AutomatonSize(this Node node) => node switch
    {
        SetNode or LookNode => 1,
        ConcatNode concat => Math.Min(Saturated, concat.Parts.Sum(AutomatonSize)),
        AlternateNode alternate => Math.Min(Saturated, alternate.Branches.Sum(branch => branch.AutomatonSize() + 1)),
        RepeatNode { Max: RepeatNode.Unbounded } repeat => Math.Min(Saturated, (Math.Max(1, repeat.Min) * repeat.Body.AutomatonSize()) + 1),
        RepeatNode repeat => Math.Min(Saturated, repeat.Max * (repeat.Body.AutomatonSize() + 1)),
        _ => 0,
    };

    /// <summary>The pattern that matches the mirrored text.</summary>
    public static Node Mirrored(this Node node) => node switch
    {
        ConcatNode concat => new ConcatNode([.. concat.Parts.Reverse().Select(Mirrored)]),
        AlternateNode alternate => new AlternateNode([.. alternate.Branches.Select(Mirrored)]),
        RepeatNode repeat => repeat with { Body = repeat.Body.Mirrored() },
        LookNode look => look with { Behind = !look.Behind },
        _ => node,
    };

    /// <summary>
    /// A pattern that matches more and needs far fewer states: counts above <paramref name="limit"/> become "that many or more".
    /// Good enough to tell where a match cannot start, never to decide one.
    /// </summary>
    public static Node Relaxed(this Node node, int limit) => node switch
    {
        ConcatNode concat => new ConcatNode([.. concat.Parts.Select(part => part.Relaxed(limit))]),
        AlternateNode alternate => new AlternateNode([.. alternate.Branches.Select(branch => branch.Relaxed(limit))]),
        RepeatNode repeat => new RepeatNode(
            repeat.Body.Relaxed(limit),
            Math.Min(repeat.Min, limit),
            repeat.Max > limit ? RepeatNode.Unbounded : repeat.Max),
        _ => node,
    };
}
