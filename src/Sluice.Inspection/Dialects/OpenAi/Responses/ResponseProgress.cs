using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>
/// What a response's stream has opened and not closed, as the client has seen it, so that the gate can go on or end in the stream's own terms. Keeps at most
/// <see cref="MostKept"/> bytes; what is not kept whole is not closed by an ending, which then closes the response alone. Not thread-safe.
/// </summary>
internal sealed class ResponseProgress
{
    private const int MostKept = 64 << 10;
    private const int MostOpen = 1_024;
    private const int LongestId = 256;

    private readonly List<OpenItem> _items = [];
    private readonly List<OpenText> _texts = [];
    private byte[] _envelope = "{\"id\":\"resp_sluice\",\"object\":\"response\",\"created_at\":0,\"model\":\"\"}"u8.ToArray();
    private long _last = -1;
    private int _kept;

    /// <summary>The number of an event of the gate's own.</summary>
    public long Next() => ++_last;

    /// <summary>An event leaves for the client.</summary>
    public void Left(in EventHead head, ReadOnlySpan<byte> payload)
    {
        _last = head.Sequence >= 0 ? head.Sequence : _last + 1;
        switch (head.Kind)
        {
            case EventKind.Opening:
                _envelope = ResponseEnvelope.Of(JsonMembers.Find(payload, "response"u8)) ?? _envelope;
                break;
            case EventKind.ItemAdded:
                if (Keeps(JsonMembers.Find(payload, "item"u8)) is { } item)
                    _items.Add(new OpenItem(head.Output, item));
                break;
            case EventKind.PartAdded:
                OpenPart(head, payload);
                break;
            case EventKind.TextDone when Find(head.Lane) is { } text:
                Finish(text, JsonMembers.FindText(payload, head.Text!.FinalBytes));
                break;
            case EventKind.PartDone:
                ClosePart(head, payload);
                break;
            case EventKind.ItemDone:
                Forget(head.Output);
                break;
            default:
                if (head.HasDelta)
                    Grow(head, payload);
                break;
        }
    }

    /// <summary>Writes one more delta of a text that goes on. Its number is that of the event before it, which all numbers behind it follow.</summary>
    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        OpenText? open = Find(lane);
        using PooledBuffer<byte> words = new(text.Length + 16);
        JsonStrings.Encode(text, words);
        ResponseEnding.WriteDelta(open ?? new OpenText(lane, RunningText.Of(lane.Field)?.Stem ?? "response.output_text", []), words.Span, logprobs, Math.Max(_last, 0), events);
    }

    /// <summary>Ends the response as OpenAI ends an incomplete one: what is open is closed as incomplete, then the response is.</summary>
    public void WriteBlocked(IEventWriter events)
    {
        ResponseEnding.WriteClosings(_items, _texts, this, events);
        using PooledBuffer<byte> payload = new(1024);
        using (Utf8JsonWriter json = new(payload))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "response.incomplete"u8);
            json.WriteNumber("sequence_number"u8, Next());
            json.WritePropertyName("response"u8);
            ResponseEnvelope.WriteIncomplete(_envelope, json);
            json.WriteEndObject();
        }

        events.Write("response.incomplete"u8, payload.Span);
    }

    /// <summary>The client has the whole, be it that the last piece came with an event that waited.</summary>
    private void Finish(OpenText text, ReadOnlySpan<byte> whole)
    {
        _kept -= text.Words.WrittenCount;
        text.Words.ResetWrittenCount();
        text.Done = true;
        text.IsCut = !Fits(whole.Length);
        if (!text.IsCut)
            text.Words.Write(whole);
    }

    private void OpenPart(in EventHead head, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> type = JsonMembers.FindText(JsonMembers.Find(payload, "part"u8), "type"u8);
        if (OpenText.FieldOf(type) is not { } field || RunningText.Of(field) is not { } text)
            return;
        LaneKey lane = new(head.Output, field, head.Index);
        if ((Find(lane) ?? Open(lane, text.Stem, payload)) is { } open)
            open.HasPart = true;
    }

    private void ClosePart(in EventHead head, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> part = JsonMembers.Find(payload, "part"u8);
        int field = OpenText.FieldOf(JsonMembers.FindText(part, "type"u8)) ?? 0;
        if (Find(new LaneKey(head.Output, field, head.Index)) is { } text)
            Remove(text);
        int output = head.Output;
        if (_items.Find(i => i.Output == output) is not { } item)
            return;
        if (Keeps(part) is { } kept)
            item.Parts.Add((field, kept));
        else
            item.IsCut = true;
    }

    private void Grow(in EventHead head, ReadOnlySpan<byte> payload)
    {
        if (head.IsShell)
        {
            foreach (int field in (int[])[ResponseFields.StandardOutput, ResponseFields.StandardError])
                _ = Find(head.ShellLane(field)) ?? Open(head.ShellLane(field), Stem(payload), payload);
            return;
        }

        OpenText? text = Find(head.Lane) ?? Open(head.Lane, Stem(payload), payload);
        if (text is null || text.Lane.Field == ResponseFields.Unknown)
            return;
        ReadOnlySpan<byte> words = JsonMembers.FindText(payload, "delta"u8);
        text.IsCut |= !Fits(words.Length);
        if (!text.IsCut)
            text.Words.Write(words);
    }

    private OpenText? Open(LaneKey lane, string stem, ReadOnlySpan<byte> payload)
    {
        if (_texts.Count >= MostOpen)
            return null;
        ReadOnlySpan<byte> id = JsonMembers.FindText(payload, "item_id"u8);
        OpenText text = new(lane, stem, id.Length > LongestId ? [] : id.ToArray());
        _texts.Add(text);
        return text;
    }

    private static string Stem(ReadOnlySpan<byte> payload)
    {
        string type = JsonStrings.Decode(JsonMembers.FindText(payload, "type"u8));
        return type.EndsWith(".delta", StringComparison.Ordinal) ? type[..^".delta".Length] : type;
    }

    private OpenText? Find(LaneKey lane)
    {
        foreach (OpenText text in _texts)
        {
            if (text.Lane == lane)
                return text;
        }

        return null;
    }

    private void Forget(int output)
    {
        for (int i = _texts.Count - 1; i >= 0; i--)
        {
            if (_texts[i].Lane.Choice == output)
                Remove(_texts[i]);
        }

        foreach (OpenItem item in _items)
            _kept -= item.Output == output ? item.Json.Length + item.Parts.Sum(p => p.Json.Length) : 0;
        _items.RemoveAll(i => i.Output == output);
    }

    private void Remove(OpenText text)
    {
        _kept -= text.Words.WrittenCount;
        _texts.Remove(text);
    }

    private byte[]? Keeps(ReadOnlySpan<byte> bytes) => Fits(bytes.Length) ? bytes.ToArray() : null;

    private bool Fits(int length)
    {
        if (_kept + length > MostKept)
            return false;
        _kept += length;
        return true;
    }
}
