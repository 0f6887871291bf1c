using System.Buffers;
using System.Globalization;
using Sluice.Inspection.Json;
using static Sluice.Inspection.Dialects.Gemini.GeminiFields;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The grammar of a generated stream: pieces of candidates, a finish reason each. The end of the bytes is the end of the stream.</summary>
internal sealed class GeminiEvents : IEventGrammar
{
    private static readonly string[] Shared = ["modelVersion", "responseId", "createTime"];

    private readonly List<int> _open = [];
    private readonly List<int> _finished = [];
    private readonly List<CandidateTail> _tails = [];
    private byte[] _envelope = [];

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        _tails.Clear();
        GeminiResponse.Visit(ref walker, exchange, _tails);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        foreach (int candidate in found.Choices)
        {
            if (!_open.Contains(candidate) && !_finished.Contains(candidate))
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
        int at = _tails.FindIndex(t => t.Candidate == lane.Choice);
        TailRoom room = at < 0 ? TailRoom.None : _tails[at].Room;
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
            _tails[at] = new CandidateTail(lane.Choice, TailRoom.None);
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
        WriteNumber(lane.Field == PartialArgument ? 0 : lane.Choice, piece);
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

    private static void WritePart(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write(lane.Field switch
        {
            Text => "{\"text\":\""u8,
            PartialArgument => "{\"functionCall\":{\"partialArgs\":[{\"stringValue\":\""u8,
            _ => "{\"thought\":true,\"text\":\""u8,
        });
        JsonStrings.Encode(text, output);
        output.Write(lane.Field == PartialArgument ? "\"}]}}"u8 : "\"}"u8);
    }

    private static void WriteNumber(int number, PooledBuffer<byte> output)
    {
        number.TryFormat(output.GetSpan(11), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
