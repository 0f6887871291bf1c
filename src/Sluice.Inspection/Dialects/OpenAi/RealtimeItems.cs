using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The texts of what realtime events of both sides are made of: items of the conversation, their parts, and settings of a session or a response.</summary>
internal static class RealtimeItems
{
    private static readonly KnownTypes ItemTypes = new(
        UnknownKind.Part, "message", "function_call", "function_call_output", "item_reference", "mcp_list_tools", "mcp_call", "mcp_approval_request", "mcp_approval_response");

    private static readonly KnownTypes PartTypes = new(
        UnknownKind.Part, "input_text", "input_audio", "input_image", "output_text", "output_audio", "text", "audio", "item_reference");

    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8);

    /// <summary>Takes an item. <paramref name="scope"/> is whose words it holds where it does not say.</summary>
    public static void Item(ref JsonWalker walker, ContentScope scope)
    {
        bool calls = walker.Peek("type"u8) is var kind && (kind.EndsWith("_call"u8) || kind.SequenceEqual("mcp_approval_request"u8));
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        // The role may stand behind the content, so the scope is set when the item is read.
        int first = walker.SlotCount;
        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> type = default;
        ContentScope role = scope;
        while (walker.NextProperty())
        {
            if (walker.NameIs("role"u8))
            {
                walker.Value();
                role = RoleOf(ref walker, scope);
                walker.Text(scope);
            }
            else if (walker.NameIs("type"u8))
            {
                type = walker.Word(scope);
            }
            else if (calls && walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall);
            }
            else
            {
                ItemMember(ref walker, scope);
            }
        }

        walker.SetScope(first, scope, role);
        if (calls)
            walker.SetTool(first);
        ItemTypes.Check(walker, from, type);
    }

    /// <summary>Takes items, or what stands there instead.</summary>
    public static void Items(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextElement())
            Item(ref walker, scope);
    }

    /// <summary>Takes a content part.</summary>
    public static void Part(ref JsonWalker walker, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> type = default;
        while (walker.NextProperty())
        {
            if (walker.NameIs("type"u8))
            {
                type = walker.Word(scope);
            }
            else if (walker.NameIs("text"u8) || walker.NameIs("transcript"u8))
            {
                walker.Value();
                walker.Text(scope);
            }
            else if (walker.NameIs("audio"u8))
            {
                walker.Value();
                Sound(ref walker);
            }
            else if (walker.NameIs("image_url"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else
            {
                walker.Property(scope);
            }
        }

        PartTypes.Check(walker, from, type);
    }

    /// <summary>Takes the settings of a session or a response: instructions and tools, and items under <c>input</c> and <c>output</c>.</summary>
    /// <param name="walker">Stands on the value.</param>
    /// <param name="scope">Whose words settings are.</param>
    /// <param name="items">Whose words items are that do not say.</param>
    public static void Settings(ref JsonWalker walker, ContentScope scope, ContentScope items)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
            Setting(ref walker, scope, items);
    }

    /// <summary>Takes one member of such settings; stands on its name.</summary>
    public static void Setting(ref JsonWalker walker, ContentScope scope, ContentScope items)
    {
        if (walker.NameIs("input"u8) || walker.NameIs("output"u8))
        {
            walker.Value();
            Items(ref walker, items);
        }
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, scope);
        }
        else if (IsSetting(ref walker))
        {
            walker.Value();
            walker.Protocol(scope);
        }
        else
        {
            walker.Property(scope);
        }
    }

    /// <summary>Takes sound: base64 is opaque, and what is none is a text.</summary>
    public static void Sound(ref JsonWalker walker)
    {
        bool opaque = walker.Token == JsonTokenType.String && !walker.RawString.ContainsAnyExcept(Base64);
        if (!opaque)
            walker.Leaves(ContentScope.Document);
    }

    private static void ItemMember(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.NameIs("content"u8))
        {
            walker.Value();
            Parts(ref walker, scope);
        }
        else if (walker.NameIs("arguments"u8))
        {
            int first = walker.SlotCount;
            walker.Value();
            walker.Text(ContentScope.ToolCall, kind: SlotKind.JsonString);
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("output"u8))
        {
            walker.Value();
            walker.Text(ContentScope.ToolResult);
        }
        else if (walker.NameIs("tools"u8))
        {
            walker.Value();
            ToolDefinitions.Visit(ref walker, ContentScope.System);
        }
        else
        {
            walker.Property(scope);
        }
    }

    private static void Parts(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextElement())
            Part(ref walker, scope);
    }

    /// <summary>Members whose numbers are settings, not texts.</summary>
    private static bool IsSetting(ref JsonWalker walker) =>
        walker.NameIs("audio"u8) || walker.NameIs("turn_detection"u8) || walker.NameIs("truncation"u8) || walker.NameIs("temperature"u8)
        || walker.NameIs("max_output_tokens"u8) || walker.NameIs("max_response_output_tokens"u8) || walker.NameIs("expires_at"u8) || walker.NameIs("speed"u8)
        || walker.NameIs("usage"u8);

    private static ContentScope RoleOf(ref JsonWalker walker, ContentScope otherwise)
    {
        if (walker.ValueIs("system"u8) || walker.ValueIs("developer"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        return walker.ValueIs("user"u8) ? ContentScope.User : otherwise;
    }
}
