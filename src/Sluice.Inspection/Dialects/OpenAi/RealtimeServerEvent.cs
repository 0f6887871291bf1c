using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>One server event of a realtime session: its texts, and what tells which response and item it belongs to. Reused; not thread-safe.</summary>
internal sealed class RealtimeServerEvent
{
    /// <summary>Longest id that is kept, as spelled; a longer one counts as none.</summary>
    private const int LongestId = 256;

    public RealtimeKind Kind { get; private set; }

    /// <summary>The type as its JSON spells it.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Ids as their JSON spells them, or null.</summary>
    public string? ResponseId { get; private set; }

    public string? ItemId { get; private set; }

    public int OutputIndex { get; private set; }

    public int ContentIndex { get; private set; }

    /// <summary>The id of the client event that an <c>error</c> answers, or null.</summary>
    public string? AnsweredEvent { get; private set; }

    public bool EndsResponse { get; private set; }

    /// <summary>What tells its running text from all others.</summary>
    public int Choice => ChoiceOf(Kind.Field);

    public int ChoiceOf(int field) => HashCode.Combine(ItemId, ContentIndex, field);

    public void Clear() => (Kind, Type, ResponseId, ItemId, OutputIndex, ContentIndex, AnsweredEvent, EndsResponse) = (default, "", null, null, 0, 0, null, false);

    public void Visit(ref JsonWalker walker, Exchange exchange)
    {
        Clear();
        ReadOnlySpan<byte> type = walker.Peek("type"u8);
        Type = type.Length > LongestId ? "" : Encoding.UTF8.GetString(type);
        Kind = RealtimeKind.Of(type);
        EndsResponse = type.SequenceEqual("response.done"u8);
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        SlotMark mark = walker.Mark();
        while (walker.NextProperty())
        {
            if (!Place(ref walker) && !Words(ref walker))
                Parts(ref walker, exchange);
        }

        walker.SetLaneChoice(mark, Choice);
        RealtimeEventTypes.Server.Check(walker, mark, type);
    }

    /// <summary>Takes a member that says where the event belongs, if the one at hand does.</summary>
    private bool Place(ref JsonWalker walker)
    {
        if (walker.NameIs("response_id"u8))
        {
            walker.Value();
            ResponseId = IdOf(walker.RawString, walker.Token);
            walker.Text(ContentScope.Assistant);
        }
        else if (walker.NameIs("item_id"u8))
        {
            walker.Value();
            ItemId = IdOf(walker.RawString, walker.Token);
            walker.Text(ContentScope.Assistant);
        }
        else if (walker.NameIs("output_index"u8))
        {
            walker.Value();
            OutputIndex = walker.Int32Or(0);
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("content_index"u8))
        {
            walker.Value();
            ContentIndex = walker.Int32Or(0);
            walker.Protocol(ContentScope.Assistant);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Takes a member that is a text, or what describes one, if the one at hand is.</summary>
    private bool Words(ref JsonWalker walker)
    {
        if (walker.NameIs("delta"u8))
        {
            walker.Value();
            Delta(ref walker);
        }
        else if (walker.NameIs("transcript"u8) && Kind.Field == RealtimeKind.HeardWhole)
        {
            // A lane although it is whole: only a lane takes the token probabilities away that describe what is taken out of it.
            walker.Value();
            walker.Text(ContentScope.User, new LaneKey(0, RealtimeKind.HeardWhole, 0));
        }
        else if (walker.NameIs("text"u8) || walker.NameIs("transcript"u8))
        {
            walker.Value();
            walker.Text(Kind.Scope);
        }
        else if (walker.NameIs("arguments"u8))
        {
            int first = walker.SlotCount;
            walker.Value();
            walker.Text(ContentScope.ToolCall, kind: SlotKind.JsonString);
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("logprobs"u8))
        {
            walker.Value();
            Logprobs(ref walker);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Delta(ref JsonWalker walker)
    {
        bool isJson = Kind.Field is RealtimeKind.Arguments or RealtimeKind.McpArguments;
        if (Kind.Field == RealtimeKind.Sound)
            RealtimeItems.Sound(ref walker);
        else if (walker.Token == JsonTokenType.String && Kind.Field != 0)
        {
            int first = walker.SlotCount;
            walker.Text(Kind.Scope, new LaneKey(0, Kind.Field, 0), isJson ? SlotKind.JsonString : SlotKind.String);
            walker.SetPart(first, isJson ? SlotPart.ToolArguments : SlotPart.None);
        }
        else
        {
            walker.Leaves(Kind.Scope);
        }
    }

    /// <summary>Token probabilities spell the text once more: they leave with what they describe.</summary>
    private void Logprobs(ref JsonWalker walker)
    {
        if (walker.Token == JsonTokenType.StartArray)
            ChatLogprobs.Entries(ref walker, new LaneKey(0, Kind.Field, 0));
        else
            walker.Leaves(Kind.Scope);
    }

    private void Parts(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("part"u8))
        {
            walker.Value();
            RealtimeItems.Part(ref walker, ContentScope.Assistant);
        }
        else if (walker.NameIs("item"u8))
        {
            walker.Value();
            ItemId ??= IdOf(walker.Peek("id"u8), JsonTokenType.String);
            RealtimeItems.Item(ref walker, ContentScope.Assistant);
        }
        else if (walker.NameIs("response"u8))
        {
            walker.Value();
            ResponseId ??= IdOf(walker.Peek("id"u8), JsonTokenType.String);
            Response(ref walker, exchange);
        }
        else if (walker.NameIs("session"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= IdOf(walker.Peek("model"u8), JsonTokenType.String);
            RealtimeItems.Settings(ref walker, ContentScope.System, ContentScope.Assistant);
        }
        else if (walker.NameIs("error"u8))
        {
            walker.Value();
            AnsweredEvent = IdOf(walker.Peek("event_id"u8), JsonTokenType.String);
            walker.Leaves(Kind.Scope);
        }
        else if (walker.NameIs("rate_limits"u8))
        {
            walker.Value();
            RateLimits(ref walker);
        }
        else if (walker.NameIs("usage"u8) || walker.NameIs("audio_start_ms"u8) || walker.NameIs("audio_end_ms"u8) || walker.NameIs("received_at"u8))
        {
            walker.Value();
            walker.Protocol(ContentScope.Assistant);
        }
        else
        {
            walker.Property(Kind.Scope);
        }
    }

    private static void RateLimits(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
            walker.Protocol(ContentScope.Assistant);
    }

    /// <summary>Takes a response; its usage counts once, when it is done.</summary>
    private void Response(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("output"u8))
            {
                walker.Value();
                RealtimeItems.Items(ref walker, ContentScope.Assistant);
            }
            else if (walker.NameIs("usage"u8))
            {
                walker.Value();
                Usage(ref walker, exchange);
            }
            else if (walker.NameIs("audio"u8) || walker.NameIs("temperature"u8) || walker.NameIs("max_output_tokens"u8))
            {
                walker.Value();
                walker.Protocol(ContentScope.Assistant);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    private void Usage(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        TokenUsage sum = exchange.Usage;
        while (walker.NextProperty())
        {
            if (walker.NameIs("input_token_details"u8))
            {
                walker.Value();
                sum = sum with { CachedInput = sum.CachedInput + TokenCounts.Cached(ref walker, 0) };
                continue;
            }

            bool input = walker.NameIs("input_tokens"u8);
            if (!input && !walker.NameIs("output_tokens"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            sum = input ? sum with { Input = sum.Input + walker.Int64Or(0) } : sum with { Output = sum.Output + walker.Int64Or(0) };
            walker.Protocol(ContentScope.Assistant);
        }

        if (EndsResponse)
            exchange.Usage = sum;
    }

    private static string? IdOf(ReadOnlySpan<byte> raw, JsonTokenType token) =>
        token == JsonTokenType.String && raw.Length is > 0 and <= LongestId ? Encoding.UTF8.GetString(raw) : null;
}
