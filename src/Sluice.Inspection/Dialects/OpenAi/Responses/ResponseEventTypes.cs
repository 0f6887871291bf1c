using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The types of all events of a response's stream (platform.openai.com/docs/api-reference/responses-streaming).</summary>
internal static class ResponseEventTypes
{
    public static KnownTypes All { get; } = new(
        UnknownKind.Event,
        [
            "response.created", "response.queued", "response.in_progress", "response.completed", "response.incomplete", "response.failed", "response.cancelled", "error", "keepalive",
            "response.output_item.added", "response.output_item.done", "response.content_part.added", "response.content_part.done",
            "response.reasoning_summary_part.added", "response.reasoning_summary_part.done", "response.output_text.annotation.added",
            .. Text("response.output_text"), .. Text("response.refusal"), .. Text("response.reasoning_text"), .. Text("response.reasoning_summary_text"),
            .. Text("response.function_call_arguments"), .. Text("response.mcp_call_arguments"), .. Text("response.custom_tool_call_input"),
            .. Text("response.code_interpreter_call_code"), .. Text("response.audio"), .. Text("response.audio.transcript"),
            .. Text("response.shell_call_command"), "response.shell_call_command.added", .. Text("response.shell_call_output_content"),
            .. Text("response.apply_patch_call_operation_diff"),
            .. Progress("response.file_search_call", "searching"), .. Progress("response.web_search_call", "searching"),
            .. Progress("response.code_interpreter_call", "interpreting"), .. Progress("response.image_generation_call", "generating"),
            "response.image_generation_call.partial_image", .. Progress("response.mcp_call", "failed"), .. Progress("response.mcp_list_tools", "failed"),
        ]);

    private static string[] Text(string stem) => [$"{stem}.delta", $"{stem}.done"];

    private static string[] Progress(string stem, string state) => [$"{stem}.in_progress", $"{stem}.{state}", $"{stem}.completed"];
}
