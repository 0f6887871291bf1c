namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>Fields of a content block whose text continues over events; the numbers tell lanes apart. A lane's choice is the block's index.</summary>
internal static class MessageFields
{
    public const int Text = 1;
    public const int Input = 2;
    public const int Thinking = 3;
    public const int Content = 4;
    public const int Unknown = 5;
}
