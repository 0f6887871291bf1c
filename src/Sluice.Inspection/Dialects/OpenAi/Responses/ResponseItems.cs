using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>
/// The items of responses and conversations: messages, reasoning, calls of tools and what they gave. One visitor for all kinds: the kind says whose words an item
/// holds, its members where they stand; what is not known is taken leaf by leaf.
/// </summary>
internal static class ResponseItems
{
    private static readonly KnownTypes Types = new(
        UnknownKind.Part,
        "message", "reasoning", "item_reference", "compaction", "compaction_trigger", "function_call", "function_call_output", "custom_tool_call",
        "custom_tool_call_output", "file_search_call", "web_search_call", "computer_call", "computer_call_output", "image_generation_call", "code_interpreter_call",
        "local_shell_call", "local_shell_call_output", "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output", "mcp_list_tools", "mcp_call",
        "mcp_approval_request", "mcp_approval_response", "tool_search_call", "tool_search_output", "additional_tools", "program", "program_output");

    /// <summary>Takes a list of items; a string alone is a message.</summary>
    /// <param name="walker">Stands on the list.</param>
    /// <param name="scope">Whose words an item is that does not say.</param>
    /// <param name="exchange">Learns of roles that there are not.</param>
    /// <param name="known">What a stream knows of its reasoning items: whether they are signed.</param>
    public static void Visit(ref JsonWalker walker, ContentScope scope, Exchange exchange, SignedItems? known = null)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Text(scope);
            return;
        }

        int position = 0;
        while (walker.NextElement())
        {
            Item(ref walker, scope, position, exchange, known?.Of(position));
            position++;
        }
    }

    /// <summary>Takes one item, the <paramref name="position"/>th of its list.</summary>
    public static void Item(ref JsonWalker walker, ContentScope scope, int position, Exchange exchange, bool? signed = null)
    {
        if (walker.Token != JsonTokenType.StartObject)
        {
            walker.Leaves(scope);
            return;
        }

        ReadOnlySpan<byte> type = ProtocolWord.Plain(walker.Peek("type"u8));
        ContentScope own = ScopeOf(type, ProtocolWord.Plain(walker.Peek("role"u8)), scope);
        bool sealing = own == ContentScope.Reasoning && (signed ?? IsSigned(ref walker));
        bool image = type.SequenceEqual("image_generation_call"u8);
        SlotMark from = walker.Mark();
        bool goesByType = own == ContentScope.ToolCall && !walker.Has("name"u8);
        walker.EnterObject();
        while (walker.NextProperty())
        {
            if (own == ContentScope.ToolCall && walker.NameIs(goesByType ? "type"u8 : "name"u8))
                walker.ToolName(own, new LaneKey(position, ResponseFields.FunctionArguments, 0));
            else
                Member(ref walker, own, position, exchange, sealing, image);
        }

        if (own == ContentScope.ToolCall)
            walker.SetTool(from.Texts);
        Types.Check(walker, from, type);
    }

    /// <summary>Whether the reasoning item at hand carries what the provider encrypted: then its words go back as they are, or not at all.</summary>
    public static bool IsSigned(ref JsonWalker walker) => !walker.Peek("encrypted_content"u8).IsEmpty;

    private static void Member(ref JsonWalker walker, ContentScope own, int position, Exchange exchange, bool signed, bool image)
    {
        if (walker.NameIs("content"u8))
        {
            walker.Value();
            ResponseParts.Visit(ref walker, own, new LaneKey(position, ResponseFields.Content, 0), signed);
        }
        else if (walker.NameIs("summary"u8))
        {
            walker.Value();
            ResponseParts.Visit(ref walker, own, new LaneKey(position, ResponseFields.Summary, 0), signed);
        }
        else if (walker.NameIs("arguments"u8))
        {
            int first = walker.SlotCount;
            walker.Value();
            walker.Text(ContentScope.ToolCall, kind: SlotKind.JsonString);
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("input"u8) || walker.NameIs("code"u8))
        {
            int first = walker.SlotCount;
            walker.Value();
            walker.Text(own);
            walker.SetPart(first, own == ContentScope.ToolCall ? SlotPart.ToolArguments : SlotPart.None);
        }
        else if (own == ContentScope.ToolCall && walker.NameIs("action"u8))
        {
            int first = walker.SlotCount;
            walker.Property(own); // what a shell or a computer is to do
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("output"u8))
        {
            walker.Value();
            ResponseParts.Visit(ref walker, ContentScope.ToolResult, LaneKey.None, signed: false);
        }
        else if (walker.NameIs("outputs"u8) || walker.NameIs("results"u8))
        {
            walker.Property(ContentScope.ToolResult);
        }
        else if (image && walker.NameIs("result"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else if (walker.NameIs("encrypted_content"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, signed: true);
        }
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("role"u8))
        {
            walker.Value();
            RequestRules.Role(ref walker, exchange);
            walker.Text(own);
        }
        else
        {
            walker.Property(own);
        }
    }

    private static ContentScope ScopeOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> role, ContentScope scope)
    {
        if (type.SequenceEqual("reasoning"u8) || type.StartsWith("compaction"u8))
            return ContentScope.Reasoning;
        if (type.SequenceEqual("mcp_list_tools"u8) || type.SequenceEqual("additional_tools"u8) || type.SequenceEqual("tool_search_output"u8))
            return ContentScope.System;
        if (type.EndsWith("_output"u8))
            return ContentScope.ToolResult;
        if (type.EndsWith("_call"u8) || type.StartsWith("mcp_approval"u8) || type.SequenceEqual("program"u8))
            return ContentScope.ToolCall;
        if (role.SequenceEqual("assistant"u8))
            return ContentScope.Assistant;
        if (role.SequenceEqual("system"u8) || role.SequenceEqual("developer"u8))
            return ContentScope.System;
        if (role.SequenceEqual("tool"u8))
            return ContentScope.ToolResult;
        return role.SequenceEqual("user"u8) ? ContentScope.User : scope;
    }
}
