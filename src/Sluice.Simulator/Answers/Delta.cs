using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>What a chunk of a stream carries.</summary>
internal enum DeltaKind
{
    Reasoning,
    Content,
    Refusal,
    ToolHead,
    ToolArguments,
    Finish,
}

/// <summary>One step of one choice.</summary>
internal readonly record struct Delta(DeltaKind Kind, ReadOnlyMemory<char> Text, int Tool = 0)
{
    /// <summary>Whether a script's counts include it: those that carry a piece of text do, a tool call's head and the finish do not.</summary>
    public bool Counts => Kind is not (DeltaKind.ToolHead or DeltaKind.Finish);

    /// <summary>The steps of a choice in the order in which a model makes them.</summary>
    /// <param name="cutArguments">False makes each tool call one step with all of its arguments.</param>
    public static IEnumerable<Delta> Of(ReplyChoice choice, Cutting cut, bool cutArguments = true)
    {
        foreach (var delta in Cut(choice.Reasoning, DeltaKind.Reasoning, cut)) yield return delta;
        foreach (var delta in Cut(choice.Content, DeltaKind.Content, cut)) yield return delta;
        foreach (var delta in Cut(choice.Refusal, DeltaKind.Refusal, cut)) yield return delta;
        for (int tool = 0; tool < choice.ToolCalls.Count; tool++)
        {
            if (!cutArguments)
            {
                yield return new Delta(DeltaKind.ToolArguments, choice.ToolCalls[tool].Arguments.AsMemory(), tool);
                continue;
            }

            yield return new Delta(DeltaKind.ToolHead, default, tool);
            foreach (var delta in Cut(choice.ToolCalls[tool].Arguments, DeltaKind.ToolArguments, cut, tool)) yield return delta;
        }

        yield return new Delta(DeltaKind.Finish, default);
    }

    private static IEnumerable<Delta> Cut(string? text, DeltaKind kind, Cutting cut, int tool = 0)
    {
        int start = 0;
        for (int piece = 0; start < text?.Length; piece++)
        {
            int end = cut.End(text, start, piece);
            yield return new Delta(kind, text.AsMemory(start, end - start), tool);
            start = end;
        }
    }
}
