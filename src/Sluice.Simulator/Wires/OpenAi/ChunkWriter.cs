using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Framing;
using Sluice.Simulator.Wires.Mistral;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Writes a <c>chat.completion.chunk</c> stream. What all chunks share is encoded once.</summary>
internal sealed class ChunkWriter : IReplyStream
{
    private readonly EventOutput _output;
    private readonly Reply _reply;
    private readonly SseFraming _framing;
    private readonly byte[] _head;
    private readonly byte[] _tail;

    public ChunkWriter(EventOutput output, Reply reply)
    {
        _output = output;
        _reply = reply;
        _framing = new SseFraming(reply.Script);
        _head = Encode(WriteHead);
        _tail = Encode(tail =>
        {
            if (reply.IncludeUsageInStream) JsonText.Raw(tail, ",\"usage\":null"u8);
            JsonText.Raw(tail, reply.Script.Extra.Top);
        });
    }

    /// <summary>The first chunk of each choice, which names the role.</summary>
    public void Open()
    {
        foreach (var choice in _reply.Choices)
        {
            Begin(choice.Index);
            JsonText.Raw(_output, choice.Content is null
                ? "\"role\":\"assistant\",\"content\":null,\"refusal\":null"u8
                : "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"u8);
            JsonText.Raw(_output, _reply.Script.Extra.Message);
            JsonText.Raw(_output, "},\"logprobs\":null,\"finish_reason\":null"u8);
            End();
        }
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        bool escape = _reply.Script.EscapeUnicode;
        Begin(choice.Index);
        switch (delta.Kind)
        {
            case DeltaKind.ToolHead: WriteToolHead(_output, choice.ToolCalls[delta.Tool], delta.Tool); break;
            case DeltaKind.ToolArguments: WriteToolArguments(choice.ToolCalls[delta.Tool], delta, escape); break;
            case DeltaKind.Finish: break;
            case DeltaKind.Reasoning when ThinkingChunks.AreUsedBy(_reply):
                _output.Json($"\"content\":[{ThinkingChunks.Thinking(Spoken.Of(delta, _reply))}]");
                break;
            default:
                JsonText.Raw(_output, FieldName(delta.Kind));
                JsonText.String(_output, delta.Text.Span, escape);
                break;
        }

        JsonText.Raw(_output, "},\"logprobs\":"u8);
        if (_reply.Logprobs && delta.Kind is DeltaKind.Content or DeltaKind.Refusal)
            LogprobText.Write(_output, delta.Text.Span, delta.Kind, _reply.TopLogprobs, escape);
        else JsonText.Raw(_output, "null"u8);
        JsonText.Raw(_output, ",\"finish_reason\":"u8);
        JsonText.StringOrNull(_output, delta.Kind == DeltaKind.Finish ? choice.Finish : null);
        End();
    }

    public void Fail(byte[]? body) => WriteData(body ?? OpenAiErrors.Shape.ForStatus(500));

    public void Close()
    {
        if (_reply.IncludeUsageInStream) WriteUsage(_reply.Usage!);
        if (!_reply.Script.OmitDone) WriteData("[DONE]"u8);
    }

    /// <summary>The usage chunk, which has no choice.</summary>
    private void WriteUsage(ScriptUsage usage)
    {
        _framing.Begin(_output, "");
        _output.Write(_head);
        JsonText.Raw(_output, ",\"choices\":[]"u8);
        JsonAnswer.WriteUsage(_output, usage);
        JsonText.Raw(_output, _reply.Script.Extra.Top);
        JsonText.Raw(_output, "}"u8);
        _framing.End(_output);
    }

    private void WriteData(ReadOnlySpan<byte> data)
    {
        _framing.Begin(_output, "");
        _output.Write(data);
        _framing.End(_output);
    }

    private static ReadOnlySpan<byte> FieldName(DeltaKind kind) => kind switch
    {
        DeltaKind.Reasoning => "\"reasoning_content\":"u8,
        DeltaKind.Refusal => "\"refusal\":"u8,
        _ => "\"content\":"u8,
    };

    private static void WriteToolHead(IBufferWriter<byte> output, ScriptToolCall call, int index)
    {
        JsonText.Raw(output, "\"tool_calls\":[{\"index\":"u8);
        JsonText.Number(output, index);
        JsonText.Raw(output, ",\"id\":"u8);
        JsonText.String(output, call.Id);
        JsonText.Raw(output, ",\"type\":\"function\",\"function\":{\"name\":"u8);
        JsonText.String(output, call.Name);
        JsonText.Raw(output, ",\"arguments\":\"\"}}]"u8);
    }

    private void WriteToolArguments(ScriptToolCall call, Delta delta, bool escape)
    {
        JsonText.Raw(_output, "\"tool_calls\":[{\"index\":"u8);
        JsonText.Number(_output, delta.Tool);
        JsonText.Raw(_output, ",\"function\":{"u8);
        if (NamedPieces.AreUsedBy(_reply))
        {
            JsonText.Raw(_output, "\"name\":"u8);
            JsonText.String(_output, call.Name);
            JsonText.Raw(_output, ","u8);
        }

        JsonText.Raw(_output, "\"arguments\":"u8);
        JsonText.String(_output, delta.Text.Span, escape);
        JsonText.Raw(_output, "}}]"u8);
    }

    private void WriteHead(IBufferWriter<byte> output)
    {
        JsonText.Raw(output, "{\"id\":"u8);
        JsonText.String(output, _reply.Id);
        JsonText.Raw(output, ",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        JsonText.Number(output, _reply.Created);
        JsonText.Raw(output, ",\"model\":"u8);
        JsonText.String(output, _reply.Model);
        JsonText.Raw(output, ",\"system_fingerprint\":\"fp_sim\""u8);
    }

    private void Begin(int choice)
    {
        _framing.Begin(_output, "");
        _output.Write(_head);
        JsonText.Raw(_output, ",\"choices\":[{\"index\":"u8);
        JsonText.Number(_output, choice);
        JsonText.Raw(_output, ",\"delta\":{"u8);
    }

    private void End()
    {
        JsonText.Raw(_output, _reply.Script.Extra.Choice);
        JsonText.Raw(_output, "}]"u8);
        _output.Write(_tail);
        JsonText.Raw(_output, "}"u8);
        _framing.End(_output);
    }

    private static byte[] Encode(Action<IBufferWriter<byte>> write)
    {
        using var buffer = new ByteBuffer(1024 * 1024);
        write(buffer);
        return buffer.Written.ToArray();
    }
}
