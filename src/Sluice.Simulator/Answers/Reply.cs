using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>One answer, decided but not yet written.</summary>
/// <param name="Number">Counts the answers of this simulator; it makes the ids.</param>
internal sealed record Reply(ChatRequest Request, long Number, string Id, long Created, IReadOnlyList<ReplyChoice> Choices, Script Script)
{
    public string Model => Request.Model!;

    /// <summary>The one choice of an answer that has no more.</summary>
    public ReplyChoice Only => Choices[0];

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
