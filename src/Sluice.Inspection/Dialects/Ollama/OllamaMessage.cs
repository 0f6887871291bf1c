using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary>The texts of a message, and of a generated answer, which has the same members at its top. With lanes the running texts are pieces.</summary>
internal static class OllamaMessage
{
    public const int Content = 1;
    public const int Response = 2;
    public const int Thinking = 3;
    public const int Token = 4;
    public const int Unknown = 5;

    /// <summary>Takes one property; stands on its name.</summary>
    public static void Member(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (walker.NameIs("content"u8))
        {
            walker.Value();
            walker.Text(scope, Lane(Content, lanes));
        }
        else if (walker.NameIs("thinking"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, Lane(Thinking, lanes));
        }
        else if (walker.NameIs("tool_calls"u8))
        {
            walker.Name(ContentScope.ToolCall);
            walker.Value();
            ToolCalls(ref walker);
        }
        else if (walker.NameIs("images"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else
        {
            walker.Property(scope, Lane(Unknown, lanes));
        }
    }

    /// <summary>They come whole, their arguments as objects.</summary>
    private static void ToolCalls(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        while (walker.NextElement())
        {
            int first = walker.SlotCount;
            Call(ref walker);
            walker.SetTool(first);
        }
    }

    /// <summary>A call, or the function in it.</summary>
    private static void Call(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        while (walker.NextProperty())
        {
            int first = walker.SlotCount;
            if (walker.NameIs("function"u8))
            {
                walker.Name(ContentScope.ToolCall);
                walker.Value();
                Call(ref walker);
            }
            else if (walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall);
            }
            else if (walker.NameIs("arguments"u8))
            {
                walker.Property(ContentScope.ToolCall);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }
    }

    public static LaneKey Lane(int field, bool lanes) => lanes ? new LaneKey(0, field, 0) : LaneKey.None;
}
