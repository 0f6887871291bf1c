using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The texts of a chat completion and of a stream's <c>chat.completion.chunk</c>: the same members, with deltas instead of messages.</summary>
internal static class ChatResponse
{
    /// <param name="walker">Stands on the document's value.</param>
    /// <param name="exchange">Learns the model and the usage.</param>
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange);
    }

    public static void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("choices"u8))
        {
            walker.Value();
            Choices(ref walker);
        }
        else if (walker.NameIs("usage"u8))
        {
            walker.Value();
            TokenCounts.Visit(ref walker, exchange);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= walker.StringOrNull();
            walker.Text(ContentScope.Assistant);
        }
        else if (walker.NameIs("created"u8))
        {
            walker.Value();
            walker.Protocol(ContentScope.Assistant);
        }
        else
        {
            walker.Property(ContentScope.Assistant);
        }
    }

    private static void Choices(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        int position = 0;
        while (walker.NextElement())
            Choice(ref walker, position++);
    }

    private static void Choice(ref JsonWalker walker, int position)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        SlotMark mark = walker.Mark();
        int index = position;
        int deltaStart = -1;
        bool deltaEmpty = false;
        bool finishes = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs("index"u8))
            {
                walker.Value();
                index = walker.Int32Or(position);
                walker.Protocol(ContentScope.Assistant);
            }
            else if (walker.NameIs("delta"u8))
            {
                walker.Value();
                deltaStart = walker.Token == JsonTokenType.StartObject ? walker.Consumed : -1;
                ChatMessage.Visit(ref walker, ContentScope.Assistant, lanes: true);
                deltaEmpty = walker.IsBlankSince(deltaStart);
            }
            else if (walker.NameIs("message"u8))
            {
                walker.Value();
                ChatMessage.Visit(ref walker, ContentScope.Assistant, lanes: true);
            }
            else if (walker.NameIs("text"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Assistant, new LaneKey(0, ChatFields.Text, 0));
            }
            else if (walker.NameIs("logprobs"u8))
            {
                walker.Value();
                ChatLogprobs.Visit(ref walker);
            }
            else if (walker.NameIs("finish_reason"u8))
            {
                walker.Value();
                finishes = walker.Token == JsonTokenType.String;
                walker.Text(ContentScope.Assistant);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }

        walker.AddChoice(index);
        if (finishes)
            walker.AddEnd(new ChoiceEnd(index, deltaStart, deltaEmpty));
        walker.SetLaneChoice(mark, index);
    }
}
