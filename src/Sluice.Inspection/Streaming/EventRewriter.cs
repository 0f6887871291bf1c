using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Rewrites the events of one stream. An event of which nothing is held or changed leaves as the upstream's own bytes; held text leaves with its lane's next event.
/// </summary>
internal sealed class EventRewriter(IEventGrammar grammar, Exchange exchange, InspectionLimits limits) : IDisposable
{
    private readonly List<StreamLane> _lanes = [];
    private bool _blocked;

    /// <summary>UTF-16 units held back, over all lanes.</summary>
    public int Held
    {
        get
        {
            int held = 0;
            foreach (StreamLane lane in _lanes)
                held += lane.Held;
            return held;
        }
    }

    /// <summary>Whether an event that lacks its blank line can be judged: it has no data, is the end mark, or its data is whole JSON.</summary>
    public bool IsWhole(ReadOnlySpan<byte> raw)
    {
        using PooledBuffer<byte> joined = new(raw.Length);
        ReadOnlySpan<byte> payload = SseEvent.Parse(raw, joined).Payload(raw, joined);
        if (payload.IsEmpty || payload.SequenceEqual("[DONE]"u8))
            return true;
        try
        {
            Utf8JsonReader reader = new(payload, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
            while (reader.Read())
            {
                // Only whether it can be read to its end matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Takes one event and writes what may leave; false when the stream has been ended.</summary>
    public bool Rewrite(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            scratch.Bytes.Clear();
            SseEvent parts = SseEvent.Parse(raw, scratch.Bytes);
            ReadOnlySpan<byte> payload = parts.Payload(raw, scratch.Bytes);
            if (payload.SequenceEqual("[DONE]"u8) && !FlushLanes(scratch, output))
                return false;
            if (payload.IsEmpty || payload.SequenceEqual("[DONE]"u8))
                return Plain(raw, scratch, output);
            if (parts.HasOthers && WithoutDirtyLines(raw, scratch) is { } clean)
            {
                using (clean)
                    return Rewrite(clean.Span, output);
            }

            return Data(raw, parts, payload, scratch, output);
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>The stream is over: writes what is held; false when that ended it by decision.</summary>
    public bool Flush(IBufferWriter<byte> output)
    {
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            return FlushLanes(scratch, output);
        }
        finally
        {
            scratch.Return();
        }
    }

    public void Dispose()
    {
        foreach (StreamLane lane in _lanes)
            lane.Dispose();
        _lanes.Clear();
    }

    /// <summary>An event without data: comments, names, ids. They are texts like any, complete in themselves.</summary>
    private bool Plain(ReadOnlySpan<byte> raw, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        if (raw.Length <= 2 || raw.StartsWith("data: [DONE]"u8))
        {
            output.Write(raw);
            return true;
        }

        scratch.Scan.Begin(exchange, Direction.Response);
        ScanRaw(raw, scratch);
        return Leave(raw, raw, default, isJson: false, scratch, output);
    }

    /// <summary>The event without those comments, names and ids that hold what the policy would take out, or null where none does.</summary>
    private PooledBuffer<byte>? WithoutDirtyLines(ReadOnlySpan<byte> raw, InspectionScratch scratch)
    {
        PooledBuffer<byte> clean = new(raw.Length);
        scratch.Scan.Begin(exchange, Direction.Response);
        ReadOnlySpan<byte> rest = raw;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> before = rest;
            ReadOnlySpan<byte> line = SseFraming.NextLine(ref rest);
            if (SseFraming.IsData(line, out _) || !scratch.Scan.IsDirty(line, ContentScope.Assistant))
                clean.Write(before[..^rest.Length]);
        }

        if (clean.Length < raw.Length)
            return clean;
        clean.Dispose();
        return null;
    }

    private bool Data(ReadOnlySpan<byte> raw, SseEvent parts, ReadOnlySpan<byte> payload, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        scratch.Slots.Clear();
        scratch.Scan.Begin(exchange, Direction.Response);
        if (!TryVisit(payload, scratch))
        {
            scratch.Slots.Clear();
            ScanRaw(payload, scratch);
            return Leave(raw, payload, parts, isJson: false, scratch, output);
        }

        scratch.Output.Clear();
        Span<TextSlot> texts = scratch.Slots.Texts;
        for (int i = 0; i < texts.Length; i++)
        {
            if (texts[i].Lane.IsNone)
                scratch.Scan.Scan(payload, texts[i]);
            else if (!Continue(payload, i, scratch))
                return End(new Refusal(502, "stream_too_many_texts", "The upstream's stream carries more texts side by side than the gate allows."), output);
        }

        foreach (ChoiceEnd end in scratch.Slots.Ends)
            Finish(end, scratch, output);
        foreach (LogprobArray array in scratch.Slots.LogprobArrays)
            MoveLogprobs(payload, array, scratch);
        WriteLanes(scratch);
        _blocked |= scratch.Scan.Blocked;
        if (_blocked)
            return EndBlocked(output);
        return Leave(raw, payload, parts, isJson: true, scratch, output);
    }

    private bool TryVisit(ReadOnlySpan<byte> payload, InspectionScratch scratch)
    {
        if (!Utf8.IsValid(payload))
            return false;
        try
        {
            JsonWalker walker = new(payload, scratch.Slots, limits.MaxDepth, names: null);
            grammar.Visit(ref walker, exchange);
            walker.End();
            return true;
        }
        catch (JsonException)
        {
            return false; // judged as one raw text instead
        }
    }

    /// <summary>Gives a piece of text to its lane; false when there is no room for another lane.</summary>
    private bool Continue(ReadOnlySpan<byte> payload, int index, InspectionScratch scratch)
    {
        ref TextSlot slot = ref scratch.Slots.Texts[index];
        StreamLane? lane = Find(slot.Lane);
        if (lane is null)
        {
            if (_lanes.Count == limits.MaxLanes)
                return false;
            lane = new StreamLane(slot.Lane, slot.Kind, exchange.Policy.Plan(Direction.Response, slot.Scope, slot.Signed), exchange);
            _lanes.Add(lane);
        }

        if (lane.Slot >= 0)
            WriteLane(lane, scratch);
        scratch.Text.Clear();
        Span<char> room = scratch.Text.GetSpan(slot.Length);
        ReadOnlySpan<char> piece = room[..JsonStrings.Decode(payload.Slice(slot.Start, slot.Length), room)];
        int from = scratch.Output.Length;
        TrackLogprobs(lane, scratch);
        lane.Exact = lane.Push(piece, end: false, scratch.Found, scratch.Output);
        lane.Released = from..scratch.Output.Length;
        lane.Slot = index;
        _blocked |= lane.Blocked;
        return true;
    }

    /// <summary>A choice ends: what its lanes hold is decided and leaves, in this event where it can, before it where it cannot.</summary>
    private void Finish(ChoiceEnd end, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        bool inserted = false;
        foreach (StreamLane lane in _lanes)
        {
            if (lane.Key.Choice != end.Choice || !lane.Pending)
                continue;
            int from = scratch.Output.Length;
            lane.Push(default, end: true, scratch.Found, scratch.Output);
            _blocked |= lane.Blocked;
            if (_blocked)
                return;
            ReadOnlySpan<char> tail = scratch.Output.Span[from..];
            if (tail.IsEmpty)
                continue;
            bool waits = lane.Logprobs is { IsEmpty: false };
            if (lane.Slot >= 0)
            {
                JoinTail(lane, from, scratch);
            }
            else if (waits || end.DeltaStart < 0 || !TryInsert(lane, end, tail, ref inserted, scratch))
            {
                WriteTail(lane, tail, output);
            }
        }
    }

    /// <summary>The lane has text in this very event; the tail follows it. Other lanes' text may stand between them in the working memory.</summary>
    private static void JoinTail(StreamLane lane, int from, InspectionScratch scratch)
    {
        (int start, int length) = lane.Released.GetOffsetAndLength(scratch.Output.Length);
        if (start + length != from)
        {
            int to = scratch.Output.Length;
            ReadOnlySpan<char> released = scratch.Output.Span.Slice(start, length);
            scratch.Text.Clear();
            scratch.Text.Write(released);
            scratch.Text.Write(scratch.Output.Span[from..to]);
            scratch.Output.Write(scratch.Text.Span);
            start = to;
        }

        lane.Released = start..scratch.Output.Length;
        lane.Exact = false;
    }

    private bool TryInsert(StreamLane lane, ChoiceEnd end, ReadOnlySpan<char> tail, ref bool inserted, InspectionScratch scratch)
    {
        SpliceList changes = scratch.Scan.Changes;
        int opened = changes.Open();
        if (inserted && end.DeltaEmpty)
            changes.Replacement.Write(","u8);
        if (!grammar.TryWriteDeltaMember(lane.Key, tail, changes.Replacement))
            return false;
        if (!end.DeltaEmpty)
            changes.Replacement.Write(","u8);
        changes.Close(end.DeltaStart, 0, opened);
        inserted = true;
        return true;
    }

    private void WriteTail(StreamLane lane, ReadOnlySpan<char> tail, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> logprobs = new(64);
        if (lane.Logprobs is { IsEmpty: false } queue)
            queue.Release(lane.Text!.Decided, lane.Text.Arrived, logprobs);

        grammar.WriteText(lane.Key, tail, logprobs.Span, output);
    }

    private void WriteLanes(InspectionScratch scratch)
    {
        foreach (StreamLane lane in _lanes)
        {
            if (lane.Slot >= 0)
                WriteLane(lane, scratch);
            lane.Slot = -1;
        }
    }

    private static void WriteLane(StreamLane lane, InspectionScratch scratch)
    {
        if (lane.Exact)
            return;
        ref TextSlot slot = ref scratch.Slots.Texts[lane.Slot];
        SpliceList changes = scratch.Scan.Changes;
        int opened = changes.Open();
        JsonStrings.Encode(scratch.Output.Span[lane.Released], changes.Replacement);
        changes.Close(slot.Start, slot.Length, opened);
    }

    private static void TrackLogprobs(StreamLane lane, InspectionScratch scratch)
    {
        if (lane.Logprobs is not null || lane.Text is null)
            return;
        foreach (LogprobArray array in scratch.Slots.LogprobArrays)
        {
            if (array.Lane != lane.Key)
                continue;
            lane.Logprobs = new LogprobQueue();
            lane.Logprobs.Pass((int)lane.Text.Arrived);
            lane.Text.Replaced = lane.Logprobs.Replaced;
        }
    }

    private void MoveLogprobs(ReadOnlySpan<byte> payload, LogprobArray array, InspectionScratch scratch)
    {
        if (Find(array.Lane) is not { Logprobs: { } queue, Text: { } text } lane)
            return;
        ReadOnlySpan<LogprobEntry> entries = CollectionsMarshal.AsSpan(scratch.Slots.Logprobs).Slice(array.First, array.Count);
        bool clean = true;
        foreach (LogprobEntry entry in entries)
            clean &= !scratch.Scan.IsDirty(payload.Slice(entry.Start, entry.Length), ContentScope.Assistant);
        if (clean && queue.IsEmpty && (lane.Slot < 0 || lane.Exact))
        {
            foreach (LogprobEntry entry in entries)
                queue.Pass(entry.Units);
            return;
        }

        foreach (LogprobEntry entry in entries)
        {
            ReadOnlySpan<byte> raw = payload.Slice(entry.Start, entry.Length);
            queue.Add(raw, entry.Units, scratch.Scan.IsDirty(raw, ContentScope.Assistant));
        }

        SpliceList changes = scratch.Scan.Changes;
        int opened = changes.Open();
        queue.Release(text.Decided, text.Arrived, changes.Replacement);
        changes.Close(array.Start, array.Length, opened);
    }

    private StreamLane? Find(LaneKey key)
    {
        foreach (StreamLane lane in _lanes)
        {
            if (lane.Key == key)
                return lane;
        }

        return null;
    }

    private static void ScanRaw(ReadOnlySpan<byte> bytes, InspectionScratch scratch) =>
        scratch.Scan.Scan(bytes, new TextSlot { Start = 0, Length = bytes.Length, Kind = SlotKind.Raw, Scope = ContentScope.Assistant });

    private bool FlushLanes(InspectionScratch scratch, IBufferWriter<byte> output)
    {
        foreach (StreamLane lane in _lanes)
        {
            if (!lane.Pending)
                continue;
            scratch.Output.Clear();
            lane.Push(default, end: true, scratch.Found, scratch.Output);
            if (lane.Blocked)
                return EndBlocked(output);
            if (scratch.Output.Length > 0)
                WriteTail(lane, scratch.Output.Span, output);
        }

        return true;
    }

    private bool Leave(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, SseEvent parts, bool isJson, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        if (scratch.Scan.Blocked)
            return EndBlocked(output);
        if (scratch.Scan.Changes.Count == 0)
        {
            if (isJson)
                grammar.Left(payload, scratch.Slots);
            output.Write(raw);
            return true;
        }

        using PooledBuffer<byte> changed = new(payload.Length + 128);
        scratch.Scan.Changes.Apply(payload, changed);
        if (isJson)
            grammar.Left(changed.Span, scratch.Slots);
        parts.Write(raw, changed.Span, output);
        return true;
    }

    private bool EndBlocked(IBufferWriter<byte> output)
    {
        grammar.WriteBlocked(output);
        return false;
    }

    private bool End(Refusal refusal, IBufferWriter<byte> output)
    {
        grammar.WriteError(refusal, output);
        return false;
    }
}
