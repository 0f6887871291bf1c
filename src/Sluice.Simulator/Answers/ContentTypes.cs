namespace Sluice.Simulator.Answers;

/// <summary>The content types of answers.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";

    public const string EventStream = "text/event-stream; charset=utf-8";

    public const string NdJson = "application/x-ndjson";
}
