using System.Runtime.InteropServices;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Streaming;

/// <summary>The lanes of one stream, and what they do with the event at hand.</summary>
internal sealed class LaneSet(IEventGrammar grammar, Exchange exchange, int maxLanes) : IDisposable
{
    private readonly List<StreamLane> _lanes = [];

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

    /// <summary>A block rule has matched in one of them.</summary>
    public bool Blocked { get; private set; }

    /// <summary>Gives a piece of text to its lane; false when there is no room for another lane.</summary>
    public bool Continue(ReadOnlySpan<byte> payload, int index, InspectionScratch scratch)
    {
        ref TextSlot slot = ref scratch.Slots.Texts[index];
        StreamLane? lane = Find(slot.Lane);
        if (lane is null)
        {
            if (_lanes.Count == maxLanes)
                return false;
            lane = new StreamLane(slot.Lane, slot.Kind, slot.Scope, exchange.Plan(Direction.Response, slot.Scope, slot.Signed), exchange);
            _lanes.Add(lane);
        }

        if (lane.Slot >= 0)
            WriteLane(lane, scratch);
        scratch.Text.Clear();
        Span<char> room = scratch.Text.GetSpan(slot.Length);
        ReadOnlySpan<char> piece = room[..JsonStrings.Decode(payload.Slice(slot.Start, slot.Length), room)];
        exchange.AnswerCharacters += piece.Length;
        int from = scratch.Output.Length;
        TrackLogprobs(lane, scratch);
        lane.Exact = lane.Push(piece, end: false, scratch.Found, scratch.Output);
        lane.Released = from..scratch.Output.Length;
        lane.Slot = index;
        Blocked |= lane.Blocked;
        return true;
    }

    /// <summary>
    /// The event's texts have been given: ends the choices that it finishes. What their lanes held is decided and leaves, in this event where it can, with the event
    /// that waits where that is the lane's last, else in an event of its own (<see cref="WriteTails"/>).
    /// </summary>
    public void Finish(InspectionScratch scratch, WaitingEvent waiting)
    {
        foreach (ChoiceEnd end in scratch.Slots.Ends)
            Finish(end, scratch, waiting);
    }

    /// <summary>The stream is over: as <see cref="Finish(InspectionScratch, WaitingEvent)"/>, for all lanes.</summary>
    public void EndAll(InspectionScratch scratch, WaitingEvent waiting)
    {
        scratch.Output.Clear();
        foreach (StreamLane lane in _lanes)
        {
            if (!lane.Pending)
                continue;
            Range tail = EndLane(lane, scratch);
            if (Blocked)
                return;
            if (scratch.Output.Span[tail].IsEmpty)
                continue;
            if (waiting.IsOf(lane.Key))
                waiting.Append(scratch.Output.Span[tail]);
            else
                SetTail(lane, tail);
        }
    }

    /// <summary>Whether the end of some text found no other place than an event of its own.</summary>
    public bool HasTails { get; private set; }

    /// <summary>Writes, in events of their own, the ends of texts that found no other place.</summary>
    public void WriteTails(InspectionScratch scratch, IEventWriter events)
    {
        foreach (StreamLane lane in _lanes)
        {
            ReadOnlySpan<char> tail = scratch.Output.Span[lane.Tail];
            if (!tail.IsEmpty)
                WriteTail(lane, tail, events);
            lane.Tail = default;
        }

        HasTails = false;
    }

    /// <summary>Writes into the event what its lanes release; returns the slot of a lane that still holds some of its text, or -1.</summary>
    public int Settle(ReadOnlySpan<byte> payload, InspectionScratch scratch)
    {
        foreach (LogprobArray array in scratch.Slots.LogprobArrays)
        {
            if (!array.Lane.IsWhole)
                MoveLogprobs(payload, array, scratch);
        }

        int held = -1;
        bool over = false;
        foreach (StreamLane lane in _lanes)
        {
            if (lane.Slot >= 0)
            {
                WriteLane(lane, scratch);
                if (lane.Held > 0)
                    held = lane.Slot;
            }

            lane.Slot = -1;
            over |= lane.Over;
        }

        if (over)
            Forget(l => l.Over);
        return held;
    }

    /// <summary>What was said in the blocked lanes, and in those that the grammar counts to them, is over; the others go on.</summary>
    public void ForgetBlocked()
    {
        Forget(lane => lane.Blocked || grammar.Forgets(lane.Key));
        foreach (StreamLane lane in _lanes)
        {
            lane.Slot = -1;
            lane.Tail = default;
        }

        Blocked = false;
        HasTails = false;
    }

    public void Dispose()
    {
        foreach (StreamLane lane in _lanes)
            lane.Dispose();
        _lanes.Clear();
    }

    private void SetTail(StreamLane lane, Range tail)
    {
        lane.Tail = tail;
        HasTails = true;
    }

    private void Forget(Predicate<StreamLane> which)
    {
        for (int i = _lanes.Count - 1; i >= 0; i--)
        {
            if (!which(_lanes[i]))
                continue;
            _lanes[i].Dispose();
            _lanes.RemoveAt(i);
        }
    }

    private void Finish(ChoiceEnd end, InspectionScratch scratch, WaitingEvent waiting)
    {
        bool inserted = false;
        foreach (StreamLane lane in _lanes)
        {
            if (!end.Ends(lane.Key))
                continue;
            lane.Over = grammar.GoesOn || !end.Lane.IsNone;
            if (!lane.Pending)
                continue;
            Range range = EndLane(lane, scratch);
            if (Blocked)
                return;
            ReadOnlySpan<char> tail = scratch.Output.Span[range];
            if (tail.IsEmpty)
                continue;
            bool probable = lane.Logprobs is { IsEmpty: false };
            if (lane.Slot >= 0)
                JoinTail(lane, range.Start.Value, scratch);
            else if (!probable && waiting.IsOf(lane.Key))
                waiting.Append(tail);
            else if (probable || end.DeltaStart < 0 || !TryInsert(lane, end, tail, ref inserted, scratch))
                SetTail(lane, range);
        }
    }

    /// <summary>Ends a lane's text; returns where the rest of it stands in the working memory.</summary>
    private Range EndLane(StreamLane lane, InspectionScratch scratch)
    {
        int from = scratch.Output.Length;
        lane.Push(default, end: true, scratch.Found, scratch.Output);
        Blocked |= lane.Blocked;
        return from..scratch.Output.Length;
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
        if (!grammar.TryWriteTail(lane.Key, tail, changes.Replacement))
            return false;
        if (!end.DeltaEmpty)
            changes.Replacement.Write(","u8);
        changes.Close(end.DeltaStart, 0, opened);
        inserted = true;
        return true;
    }

    private void WriteTail(StreamLane lane, ReadOnlySpan<char> tail, IEventWriter events)
    {
        using PooledBuffer<byte> logprobs = new(64);
        if (lane.Logprobs is { IsEmpty: false } queue)
            queue.Release(lane.Text!.Decided, lane.Text.Arrived, logprobs);

        grammar.WriteText(lane.Key, tail, logprobs.Span, events);
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
        ReadOnlySpan<LogprobEntry> entries = CollectionsMarshal.AsSpan(scratch.Slots.Logprobs).Slice(array.First, array.Count);
        bool clean = true;
        foreach (LogprobEntry entry in entries)
            clean &= !scratch.Scan.IsDirty(payload.Slice(entry.Start, entry.Length), ContentScope.Assistant);
        SpliceList changes = scratch.Scan.Changes;
        if (Find(array.Lane) is not { Logprobs: { } queue, Text: { } text } lane)
        {
            // They describe no text that ever came: the dirty ones cannot be told from the rest by position, so all go.
            if (!clean)
                changes.Close(array.Start, array.Length, changes.Open());
            return;
        }

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
}
