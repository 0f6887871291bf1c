using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>The texts of content blocks, of messages made of them, and of resources.</summary>
internal static class McpContent
{
    private static readonly KnownTypes Types = new(UnknownKind.Part, "text", "image", "audio", "resource", "resource_link", "tool_use", "tool_result");

    /// <summary>Takes a tool's or a model's content: a block, several, or (an elicitation's answer) a form filled in.</summary>
    public static void Blocks(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Block(ref walker, scope);
        }
        else if (walker.Peek("type"u8).IsEmpty)
        {
            walker.Leaves(scope);
        }
        else
        {
            Block(ref walker, scope);
        }
    }

    /// <summary>Takes messages that each say who speaks.</summary>
    public static void Messages(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            Message(ref walker);
    }

    /// <summary>Takes what was read of resources.</summary>
    public static void Resources(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Document);
            return;
        }

        while (walker.NextElement())
            Block(ref walker, ContentScope.Document);
    }

    private static void Message(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        int first = walker.SlotCount;
        ContentScope role = ContentScope.User;
        while (walker.NextProperty())
        {
            if (walker.NameIs("role"u8))
            {
                walker.Value();
                role = walker.ValueIs("assistant"u8) ? ContentScope.Assistant : ContentScope.User;
                walker.Text(ContentScope.User);
            }
            else if (walker.NameIs("content"u8))
            {
                walker.Value();
                Blocks(ref walker, ContentScope.User);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }

        walker.SetScope(first, ContentScope.User, role);
    }

    /// <summary>A content block, or a resource's contents, which differ in names alone. Images, sound and blobs are base64: documents.</summary>
    private static void Block(ref JsonWalker walker, ContentScope scope)
    {
        ReadOnlySpan<byte> type = walker.Peek("type"u8);
        bool calls = type.SequenceEqual("tool_use"u8);
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        SlotMark from = walker.Mark();
        while (walker.NextProperty())
        {
            if (walker.NameIs("text"u8))
            {
                walker.Value();
                walker.Text(scope);
            }
            else if (calls && walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall);
            }
            else if (walker.NameIs("data"u8) || walker.NameIs("blob"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Document);
            }
            else if (walker.NameIs("resource"u8))
            {
                walker.Value();
                Block(ref walker, scope);
            }
            else if (walker.NameIs("input"u8))
            {
                int first = walker.SlotCount;
                walker.Value();
                walker.Leaves(ContentScope.ToolCall);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else if (walker.NameIs("content"u8))
            {
                walker.Value();
                Blocks(ref walker, ContentScope.ToolResult);
            }
            else
            {
                Details(ref walker, scope);
            }
        }

        if (calls)
            walker.SetTool(from.Texts);
        Types.Check(walker, from, type);
    }

    private static void Details(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.NameIs("_meta"u8))
        {
            walker.Value();
            McpMembers.Meta(ref walker, scope);
        }
        else if (walker.NameIs("annotations"u8) || walker.NameIs("size"u8))
        {
            walker.Value();
            walker.Protocol(scope);
        }
        else
        {
            walker.Property(scope);
        }
    }
}
