namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>Fields of an output item whose text continues over events; negative ones are complete. The numbers tell lanes apart.</summary>
internal static class ResponseFields
{
    public const int OutputText = 1;
    public const int Refusal = 2;
    public const int ReasoningText = 3;
    public const int ReasoningSummary = 4;
    public const int FunctionArguments = 5;
    public const int McpArguments = 6;
    public const int ToolInput = 7;
    public const int Code = 8;
    public const int Command = 9;
    public const int Transcript = 10;
    public const int Unknown = 11;
    public const int StandardOutput = 12;
    public const int StandardError = 13;

    /// <summary>A part of a message that is complete.</summary>
    public const int Content = -1;

    /// <summary>A part of a reasoning summary that is complete.</summary>
    public const int Summary = -2;

    /// <summary>The whole text that an event repeats at its end.</summary>
    public const int Final = -3;
}
