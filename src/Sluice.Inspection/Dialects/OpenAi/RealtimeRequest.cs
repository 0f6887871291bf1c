using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The texts of one client event of a realtime session.</summary>
internal static class RealtimeRequest
{
    /// <summary>Longest id of an event that an error repeats.</summary>
    private const int LongestId = 512;

    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the event is not a JSON object");
        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> type = default;
        while (walker.NextProperty())
        {
            if (walker.NameIs("event_id"u8))
            {
                walker.Value();
                if (walker.Token == JsonTokenType.String && walker.RawString.Length <= LongestId)
                    exchange.AwaitedIds.Add($"\"{Encoding.UTF8.GetString(walker.RawString)}\"");
                walker.Text(ContentScope.User);
            }
            else if (walker.NameIs("type"u8))
            {
                type = walker.Word(ContentScope.User);
            }
            else if (walker.NameIs("session"u8) || walker.NameIs("response"u8))
            {
                walker.Value();
                RealtimeItems.Settings(ref walker, ContentScope.System, ContentScope.User);
            }
            else if (walker.NameIs("item"u8))
            {
                walker.Value();
                RealtimeItems.Item(ref walker, ContentScope.User);
            }
            else if (walker.NameIs("audio"u8))
            {
                walker.Value();
                RealtimeItems.Sound(ref walker);
            }
            else if (walker.NameIs("content_index"u8) || walker.NameIs("audio_end_ms"u8))
            {
                walker.Value();
                walker.Protocol(ContentScope.User);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }

        RealtimeEventTypes.Client.Check(walker, from, type);
    }
}
