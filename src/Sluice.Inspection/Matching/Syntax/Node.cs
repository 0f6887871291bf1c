namespace Sluice.Inspection.Matching.Syntax;

/// <summary>A parsed pattern of the regular subset.</summary>
internal abstract record Node;

internal sealed record EmptyNode : Node;

/// <summary>One unit out of a set.</summary>
internal sealed record SetNode(CharSet Set) : Node;

internal sealed record ConcatNode(IReadOnlyList<Node> Parts) : Node;

internal sealed record AlternateNode(IReadOnlyList<Node> Branches) : Node;

/// <summary>Repetition; <see cref="Max"/> is <see cref="Unbounded"/> for <c>* + {n,}</c>.</summary>
internal sealed record RepeatNode(Node Body, int Min, int Max) : Node
{
    public const int Unbounded = -1;
}

/// <summary>True if the neighbouring unit (behind or ahead) is in <see cref="Set"/>, or if there is none and <see cref="AtEdge"/>.</summary>
internal sealed record LookNode(bool Behind, CharSet Set, bool AtEdge) : Node;
