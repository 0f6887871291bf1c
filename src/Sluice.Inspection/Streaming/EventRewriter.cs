using System.Buffers;
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
    private readonly LaneSet _lanes = new(grammar, exchange, limits.MaxLanes);

    private readonly LeafMemo _leaves = new();

    /// <summary>UTF-16 units held back, over all lanes.</summary>
    public int Held => _lanes.Held;

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
            if (payload.SequenceEqual("[DONE]"u8) && !_lanes.Flush(scratch, output))
                return EndBlocked(output);
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
            return _lanes.Flush(scratch, output) || EndBlocked(output);
        }
        finally
        {
            scratch.Return();
        }
    }

    public void Dispose() => _lanes.Dispose();

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
        int leaf = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            if (texts[i].Lane.IsNone)
                ScanLeaf(payload, texts[i], leaf++, scratch);
            else if (!_lanes.Continue(payload, i, scratch))
                return End(new Refusal(502, "stream_too_many_texts", "The upstream's stream carries more texts side by side than the gate allows."), output);
        }

        _lanes.Settle(payload, scratch, output);
        if (_lanes.Blocked)
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
            bool named = exchange.ResponseModel is not null;
            grammar.Visit(ref walker, exchange);
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
        if (slot.Signed || slot.Kind == SlotKind.JsonString)
            scratch.Scan.Scan(payload, slot);
        else if (_leaves.IsClean(ordinal, payload, slot))
            return;
        else if (scratch.Scan.Scan(payload, slot))
            _leaves.Forget(ordinal);
        else
            _leaves.Remember(ordinal, payload, slot);
    }

    private static void ScanRaw(ReadOnlySpan<byte> bytes, InspectionScratch scratch) =>
        scratch.Scan.Scan(bytes, new TextSlot { Start = 0, Length = bytes.Length, Kind = SlotKind.Raw, Scope = ContentScope.Assistant });

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
