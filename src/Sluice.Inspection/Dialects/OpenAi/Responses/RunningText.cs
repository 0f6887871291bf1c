using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>A text that goes on over the events <c>{Stem}.delta</c> and is repeated whole in <c>{Stem}.done</c>.</summary>
/// <param name="Stem">The events' type without its last word.</param>
/// <param name="Field">Tells its lanes apart.</param>
/// <param name="Final">The member of the <c>.done</c> event that holds the whole text.</param>
/// <param name="Scope">Whose words it is.</param>
/// <param name="Kind">How it is spelled.</param>
internal sealed record RunningText(string Stem, int Field, string Final, ContentScope Scope, SlotKind Kind = SlotKind.String)
{
    private static readonly RunningText[] All =
    [
        new("response.output_text", ResponseFields.OutputText, "text", ContentScope.Assistant),
        new("response.refusal", ResponseFields.Refusal, "refusal", ContentScope.Assistant),
        new("response.function_call_arguments", ResponseFields.FunctionArguments, "arguments", ContentScope.ToolCall, SlotKind.JsonString),
        new("response.reasoning_summary_text", ResponseFields.ReasoningSummary, "text", ContentScope.Reasoning),
        new("response.reasoning_text", ResponseFields.ReasoningText, "text", ContentScope.Reasoning),
        new("response.mcp_call_arguments", ResponseFields.McpArguments, "arguments", ContentScope.ToolCall, SlotKind.JsonString),
        new("response.custom_tool_call_input", ResponseFields.ToolInput, "input", ContentScope.ToolCall),
        new("response.code_interpreter_call_code", ResponseFields.Code, "code", ContentScope.ToolCall),
        new("response.shell_call_command", ResponseFields.Command, "command", ContentScope.ToolCall),
        new("response.audio.transcript", ResponseFields.Transcript, "transcript", ContentScope.Assistant),
    ];

    private readonly byte[] _stem = Encoding.UTF8.GetBytes(Stem);
    private readonly byte[] _final = Encoding.UTF8.GetBytes(Final);

    public ReadOnlySpan<byte> StemBytes => _stem;

    public ReadOnlySpan<byte> FinalBytes => _final;

    /// <summary>The text that an event's type without its last word speaks of, or null.</summary>
    public static RunningText? Of(ReadOnlySpan<byte> stem)
    {
        foreach (RunningText text in All)
        {
            if (stem.SequenceEqual(text._stem))
                return text;
        }

        return null;
    }

    public static RunningText? Of(int field) => Array.Find(All, t => t.Field == field);
}
