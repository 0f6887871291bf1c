using System.Text.Json;
using System.Text.Unicode;
using Sluice.Inspection.Bodies;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection;

/// <summary>Inspects bodies that are complete: finds their texts, scans them, makes the changes.</summary>
internal static class BodyInspection
{
    public static BodyVerdict Request(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, InspectionScratch scratch)
    {
        if (RefuseUnknown(exchange) is { } unknown)
            return new BodyVerdict(unknown, null);
        scratch.BeginWatch(exchange);
        BodyForm form = exchange.Endpoint.RequestForm(MediaType.Essence(exchange.RequestType));
        Refusal? refusal = form == BodyForm.Multipart ? FormBody.Visit(exchange, body, limits, scratch) : VisitJson(exchange, body, limits, scratch);
        if ((refusal ?? scratch.Watch?.Refusal ?? exchange.Invalid ?? UnknownContent.Judge(exchange, Direction.Request, scratch.Slots)) is { } invalid)
            return new BodyVerdict(invalid, null);
        if (exchange.Policy.Needs != ConversationNeeds.None)
            exchange.Conversation = new Conversation(exchange.Policy.Needs);
        TextScan scan = ScanTexts(exchange, Direction.Request, body, scratch);
        if (exchange.Conversation is { } conversation)
            scan.JudgeRequest(conversation);
        exchange.Model = scan.Nameable(exchange.Model);
        if (scan.Blocked)
            return new BodyVerdict(Blocked("request"), null);
        return new BodyVerdict(null, Changed(body, scan));
    }

    public static BodyVerdict Response(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, InspectionScratch scratch)
    {
        if (RefuseUnknown(exchange) is { } unknown)
            return new BodyVerdict(unknown, null);
        if (!Utf8.IsValid(body))
            return new BodyVerdict(new Refusal(502, "upstream_invalid_response", "The upstream's answer is not valid UTF-8."), null);
        if (exchange.AnswerType is { } type && exchange.Endpoint.AnswerForm(MediaType.Essence(type)) == BodyForm.Text)
            AddWhole(body, scratch);
        else
            VisitAnswer(exchange, body, limits, scratch);
        if (UnknownContent.Judge(exchange, Direction.Response, scratch.Slots) is { } refusal)
            return new BodyVerdict(refusal, null);
        TextScan scan = ScanTexts(exchange, Direction.Response, body, scratch);
        exchange.ResponseModel = scan.Nameable(exchange.ResponseModel);
        PooledBuffer<byte>? changed = Changed(body, scan);
        if (!scan.Blocked)
            return new BodyVerdict(null, changed);
        PooledBuffer<byte> ending = new(512);
        bool written = exchange.Endpoint.TryWriteBlocked((changed ?? ending).Span, ending);
        changed?.Dispose();
        if (written)
            return new BodyVerdict(null, ending);
        ending.Dispose();
        return new BodyVerdict(Blocked("answer"), null);
    }

    private static Refusal? VisitJson(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, InspectionScratch scratch)
    {
        if (!Utf8.IsValid(body))
            return new Refusal(400, "invalid_utf8", "The request body is not valid UTF-8.");
        try
        {
            JsonWalker walker = new(body, scratch.Slots, limits.MaxDepth, scratch.Names, scratch.Watch);
            exchange.Endpoint.VisitRequest(ref walker, exchange);
            walker.End();
            return null;
        }
        catch (JsonException e)
        {
            return new Refusal(400, "invalid_json", $"The request body is not acceptable JSON: {Reason(e)}");
        }
    }

    private static void VisitAnswer(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, InspectionScratch scratch)
    {
        try
        {
            JsonWalker walker = new(body, scratch.Slots, limits.MaxDepth, names: null);
            exchange.Endpoint.VisitAnswer(ref walker, exchange);
            walker.End();
        }
        catch (JsonException)
        {
            // Not JSON, whatever it says of itself: then it is one text.
            scratch.Slots.Clear();
            AddWhole(body, scratch);
        }
    }

    private static void AddWhole(ReadOnlySpan<byte> body, InspectionScratch scratch) =>
        scratch.Slots.Add(new TextSlot { Start = 0, Length = body.Length, Kind = SlotKind.Raw, Scope = ContentScope.Assistant });

    private static Refusal? RefuseUnknown(Exchange exchange) => exchange.Endpoint.IsUnknown && exchange.Policy.RefusesUnknown
        ? new Refusal(403, "unknown_endpoint", "The policy refuses endpoints that its dialect does not know.")
        : null;

    private static Refusal Blocked(string what) => new(400, "content_filter", $"The {what} was blocked by the content policy.");

    private static TextScan ScanTexts(Exchange exchange, Direction direction, ReadOnlySpan<byte> body, InspectionScratch scratch)
    {
        TextScan scan = scratch.Scan;
        scan.Begin(exchange, direction);
        long characters = 0;
        foreach (ref readonly TextSlot slot in scratch.Slots.Texts)
            characters += MediaPart.TextLength(body.Slice(slot.Start, slot.Length));
        exchange.Volume = characters;
        LogprobCut? logprobs = scratch.Slots.LogprobArrays.Count > 0 ? new LogprobCut(scan) : null;
        foreach (ref TextSlot slot in scratch.Slots.Texts)
        {
            scan.Scan(body, slot);
            logprobs?.Passed(slot.Lane, scan.LastUnits);
        }

        if (direction == Direction.Request)
            exchange.RequestCharacters += characters;
        else
            exchange.AnswerCharacters += characters;
        logprobs?.Apply(body, scratch.Slots);
        SpellingCut.Apply(body, scratch.Slots, scan, held: false);
        return scan;
    }

    private static PooledBuffer<byte>? Changed(ReadOnlySpan<byte> body, TextScan scan)
    {
        if (scan.Changes.Count == 0)
            return null;
        PooledBuffer<byte> changed = new(body.Length + 256);
        scan.Changes.Apply(body, changed);
        return changed;
    }

    /// <summary>The reader's reason without the character it stumbled on, which is content.</summary>
    private static string Reason(JsonException e) =>
        e.LineNumber is { } line && e.BytePositionInLine is { } column ? $"it breaks at line {line + 1}, byte {column + 1}." : $"{e.Message}.";
}
