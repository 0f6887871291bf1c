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
            walker.Property(ContentScope.ToolCall); // they come whole, their arguments as objects
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

    public static LaneKey Lane(int field, bool lanes) => lanes ? new LaneKey(0, field, 0) : LaneKey.None;
}
