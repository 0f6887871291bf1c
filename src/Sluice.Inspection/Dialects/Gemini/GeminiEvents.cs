using System.Buffers;
using System.Globalization;
using Sluice.Inspection.Json;
using static Sluice.Inspection.Dialects.Gemini.GeminiFields;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The grammar of a generated stream: pieces of candidates, a finish reason each. The end of the bytes is the end of the stream.</summary>
internal sealed class GeminiEvents : IEventGrammar
{
    /// <summary>Candidates beyond are not ended when policy ends the stream; Google gives eight at most.</summary>
    private const int MostCandidates = 256;

    private static readonly string[] Shared = ["modelVersion", "responseId", "createTime"];

    private readonly List<int> _open = [];
    private readonly List<int> _finished = [];
    private readonly GeminiProgress _progress = new();
    private byte[] _envelope = [];

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        _progress.Begin();
        GeminiResponse.Visit(ref walker, exchange, _progress);
        if (!_progress.CallEnds && _progress.Tails.Count == 0)
            return;
        foreach (int argument in _progress.Arguments.Keys)
            walker.AddEnd(new ChoiceEnd(argument, DeltaStart: -1, DeltaEmpty: false));
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        foreach (int candidate in found.Choices)
        {
            if (_open.Count + _finished.Count < MostCandidates && !_open.Contains(candidate) && !_finished.Contains(candidate))
                _open.Add(candidate);
        }

        foreach (ChoiceEnd end in found.Ends)
        {
            if (_open.Remove(end.Choice))
                _finished.Add(end.Choice);
        }

        if (_envelope.Length > 0)
            return;
        ArrayBufferWriter<byte> envelope = new(96);
        if (Members.Copy(payload, Shared, envelope))
            _envelope = envelope.WrittenSpan.ToArray();
    }

    /// <summary>A finishing piece may lack the parts, or the whole content, that the end of a text belongs into; what was written once is not written twice.</summary>
    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        int at = _progress.Tails.FindIndex(t => t.Candidate == lane.Choice);
        TailRoom room = at < 0 ? TailRoom.None : _progress.Tails[at].Room;
        if (room == TailRoom.None || lane.Field is PartialArgument or Token)
            return false;
        if (room == TailRoom.Content)
            output.Write("\"content\":{"u8);
        if (room != TailRoom.Part)
            output.Write("\"parts\":["u8);
        WritePart(lane, text, output);
        if (room != TailRoom.Part)
            output.Write("]"u8);
        if (room == TailRoom.Content)
            output.Write(",\"role\":\"model\"}"u8);
        if (room != TailRoom.Part)
            _progress.Tails[at] = new CandidateTail(lane.Choice, TailRoom.None);
        return true;
    }

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        if (lane.Field == Token)
            return; // Tokens that had to wait are dropped.
        using PooledBuffer<byte> piece = new(512);
        piece.Write("{\"candidates\":[{\"content\":{\"parts\":["u8);
        WritePart(lane, text, piece);
        piece.Write("],\"role\":\"model\"},\"index\":"u8);
        WriteNumber(lane.Field == PartialArgument ? _progress.Arguments.GetValueOrDefault(lane.Choice) : lane.Choice, piece);
        piece.Write("}]"u8);
        End(piece, events);
    }

    public void WriteBlocked(IEventWriter events)
    {
        using PooledBuffer<byte> piece = new(256);
        if (_open.Count == 0 && _finished.Count == 0)
        {
            piece.Write("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}"u8);
        }
        else
        {
            piece.Write("{\"candidates\":["u8);
            for (int i = 0; i < _open.Count; i++)
            {
                piece.Write(i == 0 ? "{\"finishReason\":\"SAFETY\",\"index\":"u8 : ",{\"finishReason\":\"SAFETY\",\"index\":"u8);
                WriteNumber(_open[i], piece);
                piece.Write("}"u8);
            }

            piece.Write("]"u8);
        }

        End(piece, events);
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(512);
        GeminiErrors.Write(refusal, error);
        events.Write(default, error.Span);
    }

    private void End(PooledBuffer<byte> piece, IEventWriter events)
    {
        if (_envelope.Length > 0)
        {
            piece.Write(","u8);
            piece.Write(_envelope);
        }

        piece.Write("}"u8);
        events.Write(default, piece.Span);
    }

    private void WritePart(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        if (lane.Field == PartialArgument)
        {
            output.Write("{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\""u8);
            JsonStrings.Encode(_progress.PathOf(lane.Index), output);
            output.Write("\",\"stringValue\":\""u8);
            JsonStrings.Encode(text, output);
            output.Write("\",\"willContinue\":true}],\"willContinue\":true}}"u8);
            return;
        }

        output.Write(lane.Field == Text ? "{\"text\":\""u8 : "{\"thought\":true,\"text\":\""u8);
        JsonStrings.Encode(text, output);
        output.Write("\"}"u8);
    }

    private static void WriteNumber(int number, PooledBuffer<byte> output)
    {
        number.TryFormat(output.GetSpan(11), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
