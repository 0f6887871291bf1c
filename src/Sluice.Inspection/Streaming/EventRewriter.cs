using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Rewrites the events of one stream. An event of which nothing is held or changed leaves as the upstream's own bytes; held text leaves with its lane's next event.
/// </summary>
internal sealed class EventRewriter(IEventGrammar grammar, IEventFraming framing, Exchange exchange, InspectionLimits limits) : IDisposable
{
    private readonly WaitingEvent _waiting = new(framing);
    private readonly LaneSet _lanes = new(grammar, exchange, limits.MaxLanes);
    private readonly LeafMemo _leaves = new();
    private readonly Foresight? _foresight = Foresight.For(exchange, limits.MaxLanes);
    private LineMemo? _lines;

    /// <summary>Holds what was found in the event that waits for verdicts: its grammar has seen it, and sees each event once.</summary>
    private InspectionScratch? _visited;

    /// <summary>UTF-16 units held back, over all lanes.</summary>
    public int Held => _lanes.Held;

    /// <summary>Verdicts are awaited: nothing was done about the event at hand yet, and it is to be given once more when they are there.</summary>
    public bool Awaits => _foresight is { Awaits: true };

    /// <summary>Whether the end of the stream has to wait for verdicts.</summary>
    public bool ForeseesEnd() => _foresight?.End() == true;

    /// <summary>Bytes of memory that hold what may not leave yet.</summary>
    public int Buffered => (Held * sizeof(char)) + _waiting.Capacity;

    /// <summary>Whether an event that lacks its end can be judged: it has no data, is the end mark, or its data is whole JSON.</summary>
    public bool IsWhole(ReadOnlySpan<byte> raw)
    {
        using PooledBuffer<byte> joined = new(raw.Length);
        ReadOnlySpan<byte> payload = framing.Parse(raw, joined).Payload(raw, joined);
        if (payload.IsEmpty || grammar.IsEnd(payload))
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

    /// <summary>Takes one event and writes what may leave; false when the stream has been ended. Where it <see cref="Awaits"/> then, it has not taken it.</summary>
    /// <exception cref="InvalidDataException">The event's frame is broken.</exception>
    public bool Rewrite(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            scratch.Bytes.Clear();
            EventFrame frame = framing.Parse(raw, scratch.Bytes);
            ReadOnlySpan<byte> payload = frame.Payload(raw, scratch.Bytes);
            bool ends = frame.Closes || grammar.IsEnd(payload);
            if (ends && ForeseesEnd())
                return true;
            if (ends && !Flush(scratch, output))
                return EndBlocked(output);
            if (ends || payload.IsEmpty)
                return Plain(raw, ends, scratch, output);
            if (frame.HasOthers && WithoutDirtyLines(raw, scratch) is { } clean)
            {
                using (clean)
                    return Rewrite(clean.Span, output);
            }

            return Data(raw, frame, payload, scratch, output);
        }
        finally
        {
            if (scratch != _visited)
                scratch.Return();
        }
    }

    /// <summary>The stream is over: writes what is held; false when that ended it by decision.</summary>
    public bool Flush(IBufferWriter<byte> output)
    {
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            return Flush(scratch, output) || EndBlocked(output);
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>Ends the stream with an error; what is held is dropped.</summary>
    public void End(Refusal refusal, IBufferWriter<byte> output)
    {
        _waiting.Leave(output);
        grammar.WriteError(refusal, new EventOutput(framing, output));
        framing.Close(output);
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _waiting.Dispose();
        _foresight?.Dispose();
        _visited?.Return();
        _visited = null;
    }

    private bool Flush(InspectionScratch scratch, IBufferWriter<byte> output)
    {
        _lanes.EndAll(scratch, _waiting);
        _waiting.Leave(output);
        if (_lanes.Blocked)
            return false;
        if (_lanes.HasTails)
            _lanes.WriteTails(scratch, new EventOutput(framing, output));
        return true;
    }

    /// <summary>An event without JSON: comments, names, ids, the end mark. They are texts like any, complete in themselves.</summary>
    private bool Plain(ReadOnlySpan<byte> raw, bool ends, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        bool isText = raw.Length > 2 && !ends && framing.IsText;
        if (isText && _foresight?.Whole(raw, WholeOf(raw)) == true)
            return true;
        _waiting.Leave(output);
        if (!isText)
        {
            framing.Pass(raw, output);
            return true;
        }

        scratch.Scan.Begin(exchange, Direction.Response);
        ScanRaw(raw, scratch);
        return Leave(raw, raw, default, isJson: false, scratch, output);
    }

    /// <summary>The event without those comments, names and ids that hold what the policy would take out, or null where none does.</summary>
    private PooledBuffer<byte>? WithoutDirtyLines(ReadOnlySpan<byte> raw, InspectionScratch scratch)
    {
        _lines ??= new LineMemo();
        scratch.Scan.Begin(exchange, Direction.Response);
        PooledBuffer<byte>? clean = null;
        ReadOnlySpan<byte> rest = raw;
        while (!rest.IsEmpty)
        {
            int from = raw.Length - rest.Length;
            ReadOnlySpan<byte> line = SseFraming.NextLine(ref rest);
            bool dirty = !line.IsEmpty && !SseFraming.IsData(line) && IsDirty(line, scratch);
            if (dirty && clean is null)
            {
                clean = new PooledBuffer<byte>(raw.Length);
                clean.Write(raw[..from]);
            }
            else if (!dirty)
            {
                clean?.Write(raw[from..^rest.Length]);
            }
        }

        return clean;
    }

    private bool IsDirty(ReadOnlySpan<byte> line, InspectionScratch scratch)
    {
        if (_lines!.IsClean(line))
            return false;
        if (scratch.Scan.IsDirty(line, ContentScope.Assistant))
            return true;
        _lines.Remember(line);
        return false;
    }

    private bool Data(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        if (_visited is { } visited)
        {
            _visited = null;
            try
            {
                return Texts(raw, frame, payload, visited, output);
            }
            finally
            {
                visited.Return();
            }
        }

        scratch.Slots.Clear();
        scratch.Scan.Begin(exchange, Direction.Response);
        if (!TryVisit(payload, frame.Name(raw), scratch))
        {
            scratch.Slots.Clear();
            return NoJson(raw, frame, payload, scratch, output);
        }

        if (grammar.Drops)
            return true;
        if (UnknownContent.Judge(exchange, Direction.Response, scratch.Slots) is { } refusal)
        {
            End(refusal, output);
            return false;
        }

        if (_foresight?.Look(payload, scratch.Slots, grammar.GoesOn) == true)
        {
            _visited = scratch;
            return true;
        }

        return Texts(raw, frame, payload, scratch, output);
    }

    /// <summary>Judges the texts of an event that has been visited.</summary>
    private bool Texts(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        scratch.Output.Clear();
        _lanes.LearnTools(payload, scratch);
        scratch.Scan.ToolNamedLast = _lanes.ToolNamedLast;
        Span<TextSlot> texts = scratch.Slots.Texts;
        int leaf = 0;
        bool says = scratch.Slots.Ends.Count + scratch.Slots.LogprobArrays.Count + scratch.Slots.Spellings.Count > 0;
        LogprobCut? probabilities = scratch.Slots.LogprobArrays.Exists(a => a.Lane.IsWhole) ? new LogprobCut(scratch.Scan) : null;
        for (int i = 0; i < texts.Length; i++)
        {
            says |= texts[i].Lane.Field > 0;
            if (texts[i].Lane.IsNone)
            {
                ScanLeaf(payload, texts[i], leaf++, scratch);
            }
            else if (texts[i].Lane.IsWhole)
            {
                scratch.Scan.Scan(payload, texts[i]);
                probabilities?.Passed(texts[i].Lane, scratch.Scan.LastUnits);
            }
            else if (!_lanes.Continue(payload, i, scratch))
            {
                End(new Refusal(502, "stream_too_many_texts", "The upstream's stream carries more texts side by side than the gate allows."), output);
                return false;
            }
        }

        probabilities?.Apply(payload, scratch.Slots, wholeOnly: true);
        if (!says && grammar.MayWait && !scratch.Scan.Blocked && _waiting.Behind(limits.MaxEventBytes) is { } behind)
            return Leave(raw, payload, frame, isJson: true, scratch, behind);
        _lanes.Finish(scratch, _waiting);
        _waiting.Leave(output);
        if (_lanes.Blocked)
            return EndBlocked(output);
        if (_lanes.HasTails)
            _lanes.WriteTails(scratch, new EventOutput(framing, output));
        int held = _lanes.Settle(payload, scratch);
        SpellingCut.Apply(payload, scratch.Slots, scratch.Scan, Held > 0);
        return Leave(raw, payload, frame, isJson: true, scratch, output, grammar.TailsWait ? held : -1);
    }

    /// <summary>A payload that is no JSON is one text.</summary>
    private bool NoJson(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> translated = new(payload.Length);
        bool isTranslated = grammar.TryTranslate(payload, frame.Name(raw), translated);
        ReadOnlySpan<byte> text = isTranslated ? translated.Span : payload;
        if (_foresight?.Whole(text, WholeOf(text)) == true)
            return true;
        _waiting.Leave(output);
        if (!isTranslated)
        {
            ScanRaw(payload, scratch);
            return Leave(raw, payload, frame, isJson: false, scratch, output);
        }

        ScanRaw(translated.Span, scratch);
        if (scratch.Scan.Blocked)
            return EndBlocked(output);
        using PooledBuffer<byte> changed = new(translated.Length);
        scratch.Scan.Changes.Apply(translated.Span, changed);
        framing.Rewrite(raw, frame, changed.Span, output);
        return true;
    }

    private bool TryVisit(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, InspectionScratch scratch)
    {
        if (!Utf8.IsValid(payload))
            return false;
        try
        {
            JsonWalker walker = new(payload, scratch.Slots, limits.MaxDepth, names: null);
            bool named = exchange.ResponseModel is not null;
            grammar.Visit(ref walker, name, exchange);
            walker.End();
            if (!named)
                exchange.ResponseModel = scratch.Scan.Nameable(exchange.ResponseModel);
            return true;
        }
        catch (JsonException)
        {
            return false; // judged as one raw text instead
        }
    }

    private void ScanLeaf(ReadOnlySpan<byte> payload, in TextSlot slot, int ordinal, InspectionScratch scratch)
    {
        if (slot.Signed || slot.Kind == SlotKind.JsonString || slot.Part == SlotPart.ToolName)
            scratch.Scan.Scan(payload, slot);
        else if (_leaves.IsClean(ordinal, payload, slot))
            return;
        else if (scratch.Scan.Scan(payload, slot))
            _leaves.Forget(ordinal);
        else
            _leaves.Remember(ordinal, payload, slot);
    }

    private static void ScanRaw(ReadOnlySpan<byte> bytes, InspectionScratch scratch) => scratch.Scan.Scan(bytes, WholeOf(bytes));

    private static TextSlot WholeOf(ReadOnlySpan<byte> bytes) => new() { Start = 0, Length = bytes.Length, Kind = SlotKind.Raw, Scope = ContentScope.Assistant };

    /// <param name="raw">The event as it came.</param>
    /// <param name="payload">Its data.</param>
    /// <param name="frame">Where the data stands.</param>
    /// <param name="isJson">The grammar knows it.</param>
    /// <param name="scratch">Holds the changes.</param>
    /// <param name="output">Receives the event.</param>
    /// <param name="held">The slot of it whose text is held in part and whose end may have to join it, or -1.</param>
    private bool Leave(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, EventFrame frame, bool isJson, InspectionScratch scratch, IBufferWriter<byte> output, int held = -1)
    {
        if (scratch.Scan.Blocked)
            return (isJson && ReplaceBlocked(raw, payload, frame, scratch, output)) || EndBlocked(output);
        if (scratch.Scan.Changes.Count == 0)
        {
            if (isJson)
                grammar.Left(payload, scratch.Slots);
            framing.Pass(raw, output);
            return true;
        }

        using PooledBuffer<byte> changed = new(payload.Length + 128);
        scratch.Scan.Changes.Apply(payload, changed);
        if (isJson)
            grammar.Left(changed.Span, scratch.Slots);
        if (held >= 0)
        {
            ref TextSlot slot = ref scratch.Slots.Texts[held];
            _waiting.Keep(raw, frame, changed.Span, slot.Lane, scratch.Scan.Changes.Moved(slot.Start + slot.Length));
            return true;
        }

        framing.Rewrite(raw, frame, changed.Span, output);
        return true;
    }

    /// <summary>Puts another message in the place of a blocked one; false where the grammar has none.</summary>
    private bool ReplaceBlocked(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, EventFrame frame, InspectionScratch scratch, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> clean = new(payload.Length);
        using PooledBuffer<byte> replacement = new(256);
        scratch.Scan.Changes.Apply(payload, clean);
        if (!grammar.TryReplaceBlocked(clean.Span, replacement))
            return false;
        framing.Rewrite(raw, frame, replacement.Span, output);
        return true;
    }

    private bool EndBlocked(IBufferWriter<byte> output)
    {
        _waiting.Leave(output);
        grammar.WriteBlocked(new EventOutput(framing, output));
        if (grammar.GoesOn)
        {
            _lanes.ForgetBlocked();
            _foresight?.Keep(_lanes.Has);
            return true;
        }

        framing.Close(output);
        return false;
    }
}
