using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The texts of what is answered about pictures and sound, whole or in one event of a stream: the members mean the same in all of them.</summary>
internal static class MediaAnswer
{
    /// <summary>Ties a text to the probabilities of its tokens and to the list of its words, which spell it once more.</summary>
    private static readonly LaneKey Whole = new(0, -ChatFields.Transcript, 0);

    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange, Whole);
    }

    /// <summary>Takes the property at hand; stands on its name.</summary>
    /// <param name="walker">The walker.</param>
    /// <param name="exchange">Learns the usage.</param>
    /// <param name="described">The text that token probabilities here describe.</param>
    public static void Member(ref JsonWalker walker, Exchange exchange, LaneKey described)
    {
        if (walker.NameIs("text"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Assistant, Whole);
        }
        else if (walker.NameIs("logprobs"u8) || walker.NameIs("words"u8))
        {
            walker.Value();
            if (walker.Token == JsonTokenType.StartArray)
                ChatLogprobs.Entries(ref walker, described, mentionNone: false);
            else
                walker.Leaves(ContentScope.Assistant);
        }
        else if (walker.NameIs("b64_json"u8) || walker.NameIs("audio"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else if (walker.NameIs("data"u8))
        {
            walker.Value();
            Data(ref walker, exchange);
        }
        else if (walker.NameIs("segments"u8))
        {
            walker.ProtocolProperty(ContentScope.Assistant);
        }
        else if (walker.NameIs("usage"u8))
        {
            walker.Value();
            TokenCounts.Visit(ref walker, exchange);
        }
        else
        {
            walker.ProtocolProperty(ContentScope.Assistant);
        }
    }

    private static void Data(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
            Visit(ref walker, exchange);
    }
}
