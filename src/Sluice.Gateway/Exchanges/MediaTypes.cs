using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Exchanges;

/// <summary>What kind of body a media type announces.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    private static readonly string[] Streams = ["text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl", "application/stream+json", "application/vnd.amazon.eventstream"];

    /// <summary>The media type, lower case and without parameters, where it is a stream's; otherwise null.</summary>
    public static string? Stream(string contentType)
    {
        string type = MediaType.Essence(contentType);
        return Array.Find(Streams, s => string.Equals(s, type, StringComparison.Ordinal));
    }
}
