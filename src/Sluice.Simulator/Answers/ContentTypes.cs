namespace Sluice.Simulator.Answers;

/// <summary>The content types of OpenAI's answers.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";

    public const string EventStream = "text/event-stream; charset=utf-8";
}
