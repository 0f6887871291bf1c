using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>
/// The texts of a message, whole or in pieces. Where a message has a list (contents, tool calls), an event has one of it. With lanes the running texts are pieces, whose
/// number the caller fills in.
/// </summary>
internal static class CohereMessage
{
    private static readonly KnownTypes Types = new(UnknownKind.Part, "text", "thinking", "image_url", "document");

    public static void Visit(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, scope, lanes);
    }

    /// <summary>Takes one property of a message; stands on its name.</summary>
    public static void Member(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (walker.NameIs("content"u8))
        {
            walker.Value();
            Each(ref walker, scope, lanes, calls: false);
        }
        else if (walker.NameIs("tool_calls"u8))
        {
            walker.Value();
            Each(ref walker, ContentScope.ToolCall, lanes, calls: true);
        }
        else if (walker.NameIs("tool_plan"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, Lane(CohereFields.ToolPlan, lanes));
        }
        else if (walker.NameIs("citations"u8))
        {
            walker.ProtocolProperty(scope); // places in the text, and what stands there
        }
        else
        {
            walker.Property(scope);
        }
    }

    private static LaneKey Lane(int field, bool lanes) => lanes ? CohereFields.Lane(field, 0) : LaneKey.None;

    private static void Each(ref JsonWalker walker, ContentScope scope, bool lanes, bool calls)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Each(ref walker, scope, lanes, calls);
        }
        else if (!walker.EnterObject())
        {
            walker.Text(scope);
        }
        else if (calls)
        {
            ToolCall(ref walker, lanes);
        }
        else
        {
            Content(ref walker, scope, lanes);
        }
    }

    private static void Content(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> type = default;
        while (walker.NextProperty())
        {
            if (walker.NameIs("type"u8))
            {
                type = walker.Word(scope);
            }
            else if (walker.NameIs("text"u8))
            {
                walker.Value();
                walker.Text(scope, Lane(CohereFields.Text, lanes));
            }
            else if (walker.NameIs("thinking"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Reasoning, Lane(CohereFields.Thinking, lanes));
            }
            else if (walker.NameIs("image_url"u8) || walker.NameIs("document"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else
            {
                walker.Property(scope);
            }
        }

        Types.Check(walker, from, type);
    }

    private static void ToolCall(ref JsonWalker walker, bool lanes)
    {
        int first = walker.SlotCount;
        while (walker.NextProperty())
        {
            if (walker.NameIs("function"u8))
            {
                walker.Value();
                Function(ref walker, Lane(CohereFields.ToolArguments, lanes));
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }

        walker.SetTool(first);
    }

    private static void Function(ref JsonWalker walker, LaneKey lane)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall, lane);
            }
            else if (walker.NameIs("arguments"u8))
            {
                int first = walker.SlotCount;
                walker.Value();
                walker.Text(ContentScope.ToolCall, lane, SlotKind.JsonString);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }
    }
}
