using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>
/// The texts of content: a string or blocks, whole (a message, a system prompt, a tool's result) or in pieces (a stream's <c>content_block</c> and <c>delta</c>). With
/// lanes the running texts are pieces; the lane's choice is filled in by the caller, who may learn the block's index later.
/// </summary>
internal static class MessageContent
{
    /// <summary>Blocks, what the provider's own tools put into theirs, and deltas.</summary>
    private static readonly KnownTypes Types = new(
        UnknownKind.Part,
        "text", "image", "document", "search_result", "thinking", "redacted_thinking", "compaction", "fallback", "container_upload", "browser_state",
        "tool_use", "tool_result", "tool_reference", "tool_addition", "tool_removal", "server_tool_use", "mcp_tool_use", "mcp_tool_result", "mcp_tool_listing",
        "web_search_tool_result", "web_search_result", "web_search_tool_result_error", "web_fetch_tool_result", "web_fetch_result", "web_fetch_tool_result_error",
        "advisor_tool_result", "advisor_result", "advisor_redacted_result", "advisor_tool_result_error",
        "code_execution_tool_result", "code_execution_result", "encrypted_code_execution_result", "code_execution_output", "code_execution_tool_result_error",
        "bash_code_execution_tool_result", "bash_code_execution_result", "bash_code_execution_output", "bash_code_execution_tool_result_error",
        "text_editor_code_execution_tool_result", "text_editor_code_execution_view_result", "text_editor_code_execution_create_result",
        "text_editor_code_execution_str_replace_result", "text_editor_code_execution_tool_result_error",
        "tool_search_tool_result", "tool_search_tool_search_result", "tool_search_tool_result_error",
        "text_delta", "input_json_delta", "thinking_delta", "signature_delta", "citations_delta", "compaction_delta");

    /// <summary>Takes the content at hand. <paramref name="scope"/> is whose words it is where its blocks do not say otherwise.</summary>
    public static void Visit(ref JsonWalker walker, ContentScope scope, LaneKey lane = default)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Visit(ref walker, scope);
        }
        else if (walker.Token == JsonTokenType.StartObject)
        {
            Block(ref walker, scope, lanes: false);
        }
        else
        {
            walker.Text(scope, lane);
        }
    }

    /// <summary>Takes the block or the delta at hand.</summary>
    public static void Block(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        ReadOnlySpan<byte> type = walker.Peek("type"u8);
        SlotMark from = walker.Mark();
        scope = ScopeOf(type, scope);
        bool hidden = type.SequenceEqual("redacted_thinking"u8);
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            if (IsSealed(ref walker, hidden))
            {
                // Given back to the provider as it came: one changed character and the provider refuses it.
                walker.Value();
                walker.Text(scope, signed: true);
            }
            else
            {
                Member(ref walker, scope, lanes);
            }
        }

        if (scope == ContentScope.ToolCall)
            walker.SetTool(from.Texts);
        Types.Check(walker, from, type);
    }

    private static void Member(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (walker.NameIs("text"u8))
        {
            walker.Value();
            walker.Text(scope, Lane(MessageFields.Text, lanes));
        }
        else if (walker.NameIs("thinking"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, Lane(MessageFields.Thinking, lanes), signed: true);
        }
        else if (walker.NameIs("partial_json"u8))
        {
            walker.Value();
            int first = walker.SlotCount;
            walker.Text(ContentScope.ToolCall, Lane(MessageFields.Input, lanes), SlotKind.JsonString);
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (scope == ContentScope.ToolCall && walker.NameIs("name"u8))
        {
            walker.ToolName(scope, Lane(MessageFields.Input, lanes: true));
        }
        else if (scope == ContentScope.ToolCall && walker.NameIs("input"u8))
        {
            int first = walker.SlotCount;
            walker.Property(scope, Lane(MessageFields.Unknown, lanes));
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("content"u8))
        {
            walker.Value();
            Visit(ref walker, scope, Lane(MessageFields.Content, lanes));
        }
        else if (walker.NameIs("citations"u8) || walker.NameIs("citation"u8))
        {
            walker.Value();
            Citations(ref walker, scope);
        }
        else
        {
            walker.Property(scope, Lane(MessageFields.Unknown, lanes));
        }
    }

    /// <summary>What the provider signed or encrypted.</summary>
    private static bool IsSealed(ref JsonWalker walker, bool hidden) =>
        walker.NameIs("signature"u8) || walker.NameIs("encrypted_content"u8) || walker.NameIs("encrypted_index"u8) || walker.NameIs("encrypted_stdout"u8)
        || (hidden && walker.NameIs("data"u8));

    /// <summary>Quotations and where they stand: the numbers are places, not texts.</summary>
    private static void Citations(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Citations(ref walker, scope);
            return;
        }

        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            if (!IsSealed(ref walker, hidden: false))
            {
                walker.ProtocolProperty(scope);
                continue;
            }

            walker.Value();
            walker.Text(scope, signed: true);
        }
    }

    /// <summary>Whose words a block holds, by its type; a type that is not known leaves that as it is.</summary>
    private static ContentScope ScopeOf(ReadOnlySpan<byte> type, ContentScope scope)
    {
        if (type.EndsWith("tool_use"u8))
            return ContentScope.ToolCall;
        if (type.EndsWith("tool_result"u8))
            return ContentScope.ToolResult;
        if (type.SequenceEqual("document"u8) || type.SequenceEqual("image"u8) || type.SequenceEqual("search_result"u8) || type.SequenceEqual("container_upload"u8))
            return ContentScope.Document;
        return type.EndsWith("thinking"u8) || type.SequenceEqual("signature_delta"u8) ? ContentScope.Reasoning : scope;
    }

    private static LaneKey Lane(int field, bool lanes) => lanes ? new LaneKey(0, field, 0) : LaneKey.None;
}
