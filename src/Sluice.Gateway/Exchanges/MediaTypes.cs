namespace Sluice.Gateway.Exchanges;

/// <summary>What kind of body a media type announces.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    private static readonly string[] Streams = ["text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl", "application/stream+json", "application/vnd.amazon.eventstream"];

    public static bool IsJson(ReadOnlySpan<char> contentType)
    {
        ReadOnlySpan<char> type = Essence(contentType);
        return type.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The media type, lower case and without parameters, where it is a stream's; otherwise null.</summary>
    public static string? Stream(ReadOnlySpan<char> contentType)
    {
        ReadOnlySpan<char> type = Essence(contentType);
        foreach (string stream in Streams)
        {
            if (type.Equals(stream, StringComparison.OrdinalIgnoreCase))
                return stream;
        }

        return null;
    }

    private static ReadOnlySpan<char> Essence(ReadOnlySpan<char> contentType)
    {
        int parameters = contentType.IndexOf(';');
        return (parameters < 0 ? contentType : contentType[..parameters]).Trim();
    }
}
