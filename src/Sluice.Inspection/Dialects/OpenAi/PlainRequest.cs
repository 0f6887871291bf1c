using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The members that requests without messages share: completions, embeddings, moderations, pictures, speech.</summary>
internal static class PlainRequest
{
    private static readonly KnownTypes Types = new(UnknownKind.Part, "text", "image_url");

    /// <summary>Takes the property at hand if it is one of these; stands on its name.</summary>
    public static bool Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("prompt"u8) || walker.NameIs("input"u8))
        {
            walker.Value();
            Input(ref walker);
        }
        else if (walker.NameIs("instructions"u8))
        {
            walker.Value();
            walker.Text(ContentScope.System);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.Model = walker.StringOrNull();
            walker.Text(ContentScope.User);
        }
        else if (walker.NameIs("stream"u8))
        {
            walker.Value();
            exchange.Streaming = walker.Token == JsonTokenType.True;
            walker.Leaves(ContentScope.User);
        }
        else if (IsSetting(ref walker))
        {
            RequestRules.Number(ref walker, exchange);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Settings whose numbers are settings, not texts.</summary>
    private static bool IsSetting(ref JsonWalker walker) =>
        walker.NameIs("n"u8) || walker.NameIs("best_of"u8) || walker.NameIs("max_tokens"u8) || walker.NameIs("temperature"u8) || walker.NameIs("top_p"u8)
        || walker.NameIs("seed"u8) || walker.NameIs("logprobs"u8) || walker.NameIs("presence_penalty"u8) || walker.NameIs("frequency_penalty"u8)
        || walker.NameIs("logit_bias"u8) || walker.NameIs("dimensions"u8) || walker.NameIs("speed"u8);

    /// <summary>A text, texts, parts of text and pictures, or tokens: their numbers are no texts.</summary>
    private static void Input(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            One(ref walker);
            return;
        }

        while (walker.NextElement())
            One(ref walker);
    }

    private static void One(ref JsonWalker walker)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                walker.Protocol(ContentScope.User);
        }
        else if (walker.Token == JsonTokenType.StartObject)
        {
            ReadOnlySpan<byte> type = ProtocolWord.Plain(walker.Peek("type"u8));
            SlotMark from = walker.Mark();
            walker.Leaves(type.IsEmpty || type.SequenceEqual("text"u8) ? ContentScope.User : ContentScope.Document);
            Types.Check(walker, from, type);
        }
        else
        {
            walker.Protocol(ContentScope.User);
        }
    }
}
