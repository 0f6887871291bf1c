using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>One answer, decided but not yet written.</summary>
internal sealed record Reply(string Id, long Created, string Model, IReadOnlyList<ReplyChoice> Choices, Script Script)
{
    /// <summary>Null when the script omits it.</summary>
    public ScriptUsage? Usage { get; init; }

    public bool IncludeUsageInStream { get; init; }

    public bool Logprobs { get; init; }

    public int TopLogprobs { get; init; }
}

/// <summary>One choice of an answer.</summary>
internal sealed record ReplyChoice(int Index, string? Content, IReadOnlyList<ScriptToolCall> ToolCalls, string Finish)
{
    public string? Reasoning { get; init; }

    public string? Refusal { get; init; }

    public long Characters =>
        (Content?.Length ?? 0L) + (Reasoning?.Length ?? 0L) + (Refusal?.Length ?? 0L) + ToolCalls.Sum(call => (long)call.Arguments.Length);
}
