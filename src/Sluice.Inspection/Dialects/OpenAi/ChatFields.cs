namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>Fields of a choice whose text continues over events; the numbers tell lanes apart.</summary>
internal static class ChatFields
{
    public const int Content = 1;
    public const int Refusal = 2;
    public const int ReasoningContent = 3;
    public const int Reasoning = 4;
    public const int ToolArguments = 5;
    public const int ToolInput = 6;
    public const int FunctionArguments = 7;
    public const int Transcript = 8;
    public const int Unknown = 9;

    /// <summary>The text of a legacy completion.</summary>
    public const int Text = 10;

    /// <summary>A content part that is a thought (Mistral's).</summary>
    public const int Thinking = 11;
}
