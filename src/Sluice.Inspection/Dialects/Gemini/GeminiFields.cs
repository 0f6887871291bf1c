using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>Fields of a candidate whose text continues over events, and how names are told.</summary>
internal static class GeminiFields
{
    public const int Text = 1;
    public const int Thought = 2;
    public const int PartialArgument = 3;
    public const int Token = 4;
    public const int Unknown = 5;

    /// <summary>A call, by which its name is told.</summary>
    public const int Call = 6;

    /// <summary>Whether the property at hand has this name. Google reads both spellings that ProtoJSON allows.</summary>
    public static bool Is(in JsonWalker walker, ReadOnlySpan<byte> camelCase, ReadOnlySpan<byte> snakeCase) => walker.NameIs(camelCase) || walker.NameIs(snakeCase);

    /// <summary>The lane of a partial argument, whose index tells the argument: it ends on its own, so it stands for a choice of its own.</summary>
    public static LaneKey Argument(int candidate, int argument) => new(HashCode.Combine(candidate, argument), PartialArgument, argument);
}
