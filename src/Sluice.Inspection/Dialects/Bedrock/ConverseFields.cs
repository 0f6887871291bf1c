namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>Fields of a content block whose text continues over events; the numbers tell lanes apart. A lane's choice is the block's index.</summary>
internal static class ConverseFields
{
    public const int Text = 1;
    public const int Input = 2;
    public const int Reasoning = 3;
    public const int ToolResult = 4;
    public const int Unknown = 5;
}
