using System.Buffers;
using System.Collections.Frozen;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>Texts that are words of a protocol and nobody's: no remote judge is asked about them.</summary>
internal static class ProtocolText
{
    private const int LongestId = 128;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@-");

    /// <summary>Roles, types and reasons that stand in every message.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "assistant", "developer", "function", "message", "model", "system", "tool", "user",
        "text", "input_text", "output_text", "tool_use", "tool_result", "tool_calls", "function_call", "function_call_output",
        "stop", "length", "end_turn", "STOP", "completed", "in_progress",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Properties whose one-word values tell things apart.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ids = new[]
    {
        "id", "object", "type", "role", "model", "status", "finish_reason", "stop_reason", "system_fingerprint", "service_tier", "call_id", "item_id", "response_id", "tool_call_id",
        "tool_use_id", "responseId", "modelVersion", "finishReason", "created_at", "done_reason",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the stretch to be judged is such a word. Arguments and results of tools are no protocol.</summary>
    public static bool Is(Exchange exchange, in JudgedText text)
    {
        ReadOnlySpan<char> said = text.Text[text.From..];
        if (said.IsWhiteSpace())
            return true;
        if (said.Length > LongestId || text.Scope is ContentScope.ToolCall or ContentScope.ToolResult)
            return false;
        if (said.ContainsAnyExcept(IdCharacters))
            return false;
        return text.Name.IsEmpty ? Words.Contains(said) || said.SequenceEqual(exchange.Model) || said.SequenceEqual(exchange.ResponseModel) : Ids.Contains(text.Name);
    }
}
