using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>
/// The grammar of a chat stream: named events that open, continue and close contents, tool calls and citations, each by its number, between <c>message-start</c> and
/// <c>message-end</c>. What closes a text has no room for its end, so the event before waits.
/// </summary>
internal sealed class CohereEvents : IEventGrammar
{
    private const string ContentEnd = "content-end";
    private const string ToolCallEnd = "tool-call-end";
    private const string Refused = "The answer was blocked by the content policy.";

    /// <summary>What is open beyond is not closed when policy ends the stream; no answer has as many citations open at one time.</summary>
    private const int MostOpen = 1_024;

    private static readonly KnownTypes Types = new(
        UnknownKind.Event,
        "message-start", "content-start", "content-delta", "content-end", "tool-plan-delta", "tool-call-start", "tool-call-delta", "tool-call-end", "citation-start",
        "citation-end", "message-end", "debug");

    private readonly List<(string End, int Index)> _open = [];
    private byte[] _id = [];
    private string? _opens;
    private string? _closes;
    private int _index;

    public bool TailsWait => true;

    public bool IsEnd(ReadOnlySpan<byte> payload) => payload.SequenceEqual("[DONE]"u8);

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        ReadOnlySpan<byte> type = walker.Peek("type"u8);
        if (type.IsEmpty)
            type = name;
        _opens = type.EndsWith("-start"u8) ? EndOf(type[..^"-start".Length]) : null;
        _closes = type.EndsWith("-end"u8) ? EndOf(type[..^"-end".Length]) : null;
        bool over = type.SequenceEqual("message-end"u8);
        SlotMark from = walker.Mark();
        _index = CohereResponse.VisitEvent(ref walker, exchange);
        Types.Check(walker, from, type);
        if (string.Equals(_closes, ContentEnd, StringComparison.Ordinal))
            End(walker, CohereFields.Content(_index));
        else if (string.Equals(_closes, ToolCallEnd, StringComparison.Ordinal))
            End(walker, CohereFields.ToolCall(_index));
        if (_opens is not null || over)
            End(walker, CohereFields.Plan);
        if (over)
            EndAll(walker);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        if (_opens is not null && _open.Count < MostOpen)
            _open.Add((_opens, _index));
        else if (_closes is not null)
            _open.Remove((_closes, _index));
        if (_id.Length > 0)
            return;
        ArrayBufferWriter<byte> id = new(64);
        _id = Members.Copy(payload, ["id"], id) ? [.. id.WrittenSpan, (byte)','] : [];
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        (string type, string before, string after) = lane.Field switch
        {
            CohereFields.Text => ("content-delta", "\"content\":{\"text\":\"", "\"}"),
            CohereFields.Thinking => ("content-delta", "\"content\":{\"thinking\":\"", "\"}"),
            CohereFields.ToolArguments => ("tool-call-delta", "\"tool_calls\":{\"function\":{\"arguments\":\"", "\"}}"),
            _ => ("tool-plan-delta", "\"tool_plan\":\"", "\""),
        };
        using PooledBuffer<byte> json = new(256);
        string index = lane.Field == CohereFields.ToolPlan ? "" : string.Create(CultureInfo.InvariantCulture, $"\"index\":{lane.Index},");
        json.Write(Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",{index}\"delta\":{{\"message\":{{{before}"));
        JsonStrings.Encode(text, json);
        json.Write(Encoding.ASCII.GetBytes($"{after}}}}}}}"));
        events.Write(Encoding.ASCII.GetBytes(type), json.Span);
    }

    public void WriteBlocked(IEventWriter events)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            (string end, int index) = _open[i];
            events.Write(Encoding.ASCII.GetBytes(end), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"{end}\",\"index\":{index}}}")));
        }

        WriteEnd(Refused, events);
    }

    public void WriteError(Refusal refusal, IEventWriter events) => WriteEnd(refusal.Message, events);

    private static string? EndOf(ReadOnlySpan<byte> what) => what switch
    {
        _ when what.SequenceEqual("content"u8) => ContentEnd,
        _ when what.SequenceEqual("tool-call"u8) => ToolCallEnd,
        _ when what.SequenceEqual("citation"u8) => "citation-end",
        _ => null,
    };

    private static void End(in JsonWalker walker, int choice) => walker.AddEnd(new ChoiceEnd(choice, DeltaStart: -1, DeltaEmpty: false));

    /// <summary>A message may end what nobody closed.</summary>
    private void EndAll(in JsonWalker walker)
    {
        foreach ((string end, int index) in _open)
            End(walker, string.Equals(end, ToolCallEnd, StringComparison.Ordinal) ? CohereFields.ToolCall(index) : CohereFields.Content(index));
    }

    private void WriteEnd(string reason, IEventWriter events)
    {
        using PooledBuffer<byte> json = new(256);
        json.Write("{\"type\":\"message-end\","u8);
        json.Write(_id);
        json.Write("\"delta\":{\"error\":\""u8);
        JsonStrings.Encode(reason, json);
        json.Write("\",\"finish_reason\":\"ERROR\"}}"u8);
        events.Write("message-end"u8, json.Span);
    }
}
