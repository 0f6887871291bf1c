using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// The grammar of a realtime session's server events. What policy blocks ends the response that says it, as OpenAI's own filter would, and the session goes on: the
/// caller gets <c>response.done</c> with <c>content_filter</c>, the provider gets <c>response.cancel</c>, and what it still sends of that response is dropped.
/// </summary>
internal sealed class RealtimeEvents : IEventGrammar
{
    /// <summary>Most responses and items that are remembered; the oldest are forgotten. A session has one or two responses at a time.</summary>
    private const int Remembered = 64;

    private const string CancelId = "event_sluice_cancel";

    private static readonly Refusal Blocked = new(400, "content_filter", "The event was blocked by the content policy.");

    private readonly RealtimeServerEvent _event = new();
    private readonly List<OpenText> _open = [];
    private readonly List<(string Item, string Response)> _items = [];
    private readonly List<string> _blocked = [];
    private string? _cancel;
    private bool _forgets;

    public bool TailsWait => true;

    public bool GoesOn => true;

    /// <summary>What belongs to a blocked response or item, and the provider's complaint that there was nothing left to cancel.</summary>
    public bool Drops { get; private set; }

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        if (_forgets)
            _open.RemoveAll(text => IsBlocked(text.ResponseId, text.ItemId));
        _forgets = false;
        _event.Visit(ref walker, exchange);
        Drops = IsBlocked() || string.Equals(_event.AnsweredEvent, CancelId, StringComparison.Ordinal);
        if (Drops)
            return;
        if (_event is { ResponseId: { } response, ItemId: { } item } && !_items.Contains((item, response)))
            Remember(_items, (item, response));
        if (_event.Kind is { Ends: false, Field: not (0 or RealtimeKind.Sound or RealtimeKind.HeardWhole) })
            Open();
        Ends(walker.Slots);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        foreach (ChoiceEnd end in found.Ends)
            _open.RemoveAll(text => text.Choice == end.Choice);
    }

    public bool Forgets(LaneKey lane) => _open.Exists(text => text.Choice == lane.Choice && IsBlocked(text.ResponseId, text.ItemId));

    /// <summary>What is no JSON belongs to nothing that was said before.</summary>
    public bool TryTranslate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, IBufferWriter<byte> output)
    {
        _event.Clear();
        return false;
    }

    public bool TryTakeReply(IBufferWriter<byte> output)
    {
        if (_cancel is not { } response)
            return false;
        _cancel = null;
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "response.cancel"u8);
        json.WriteString("event_id"u8, CancelId);
        WriteId("response_id", response, json);
        json.WriteEndObject();
        return true;
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    /// <summary>The last event of the text left long ago: another one of its kind.</summary>
    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        OpenText known = _open.Find(open => open.Choice == lane.Choice) ?? new OpenText(lane.Choice, _event.Type, _event.ResponseId, _event.ItemId, _event.OutputIndex, _event.ContentIndex);
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            json.WriteStartObject();
            WriteId("type", known.Type, json);
            json.WriteString("event_id"u8, "event_sluice"u8);
            WriteId("response_id", known.ResponseId, json);
            WriteId("item_id", known.ItemId, json);
            if (known.ResponseId is not null)
                json.WriteNumber("output_index"u8, known.OutputIndex);
            json.WriteNumber("content_index"u8, known.ContentIndex);
            json.WritePropertyName("delta"u8);
            using PooledBuffer<byte> spelled = new(text.Length + 16);
            spelled.Write("\""u8);
            JsonStrings.Encode(text, spelled);
            spelled.Write("\""u8);
            json.WriteRawValue(spelled.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        events.Write(default, payload.Span);
    }

    public void WriteBlocked(IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        bool heard = _event.Kind.Field is RealtimeKind.Heard or RealtimeKind.HeardWhole;
        if (_event.ResponseId is { } response)
        {
            Remember(_blocked, response);
            if (!_event.EndsResponse)
                _cancel = response;
            WriteIncomplete(response, payload);
        }
        else if (heard && _event.ItemId is { } item)
        {
            Remember(_blocked, item);
            WriteUnheard(item, payload);
        }
        else
        {
            RealtimeErrors.Write(Blocked, null, payload);
        }

        events.Write(default, payload.Span);
        _forgets = true;
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(256);
        RealtimeErrors.Write(refusal, null, error);
        events.Write(default, error.Span);
    }

    private bool IsBlocked() => _blocked.Count > 0 && IsBlocked(_event.ResponseId ?? ResponseOf(_event.ItemId), _event.Kind.Field is RealtimeKind.Heard or RealtimeKind.HeardWhole ? _event.ItemId : null);

    private bool IsBlocked(string? response, string? item) =>
        (response is not null && _blocked.Contains(response, StringComparer.Ordinal)) || (item is not null && _blocked.Contains(item, StringComparer.Ordinal));

    private string? ResponseOf(string? item) => item is null ? null : _items.Find(known => string.Equals(known.Item, item, StringComparison.Ordinal)).Response;

    private void Open()
    {
        if (!_open.Exists(text => text.Choice == _event.Choice))
            _open.Add(new OpenText(_event.Choice, _event.Type, _event.ResponseId, _event.ItemId, _event.OutputIndex, _event.ContentIndex));
    }

    private void Ends(SlotList found)
    {
        if (_event.EndsResponse)
        {
            foreach (OpenText text in _open)
            {
                if (string.Equals(text.ResponseId, _event.ResponseId, StringComparison.Ordinal))
                    found.Ends.Add(new ChoiceEnd(text.Choice, -1, false));
            }
        }
        else if (_event.Kind.Field == RealtimeKind.HeardWhole)
        {
            found.Ends.Add(new ChoiceEnd(_event.Choice, -1, false));
            if (_event.Kind.Ends)
                found.Ends.Add(new ChoiceEnd(_event.ChoiceOf(RealtimeKind.Heard), -1, false));
        }
        else if (_event.Kind.Ends)
        {
            found.Ends.Add(new ChoiceEnd(_event.Choice, -1, false));
        }
    }

    private static void WriteIncomplete(string response, PooledBuffer<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "response.done"u8);
        json.WriteString("event_id"u8, "event_sluice"u8);
        json.WriteStartObject("response"u8);
        WriteId("id", response, json);
        json.WriteString("object"u8, "realtime.response"u8);
        json.WriteString("status"u8, "incomplete"u8);
        json.WriteStartObject("status_details"u8);
        json.WriteString("type"u8, "incomplete"u8);
        json.WriteString("reason"u8, "content_filter"u8);
        json.WriteEndObject();
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        json.WriteNull("usage"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteUnheard(string item, PooledBuffer<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "conversation.item.input_audio_transcription.failed"u8);
        json.WriteString("event_id"u8, "event_sluice"u8);
        WriteId("item_id", item, json);
        json.WriteNumber("content_index"u8, _event.ContentIndex);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, "invalid_request_error"u8);
        json.WriteString("code"u8, Blocked.Code);
        json.WriteString("message"u8, Blocked.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a string that is kept as its JSON spelled it.</summary>
    private static void WriteId(string name, string? spelled, Utf8JsonWriter json)
    {
        if (spelled is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue($"\"{spelled}\"");
    }

    private static void Remember<T>(List<T> list, T value)
    {
        if (list.Count == Remembered)
            list.RemoveAt(0);
        list.Add(value);
    }

    /// <summary>A running text that has not ended: what is needed to give it another event.</summary>
    private sealed record OpenText(int Choice, string Type, string? ResponseId, string? ItemId, int OutputIndex, int ContentIndex);
}
