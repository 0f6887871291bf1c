using System.Buffers;
using System.Text;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Answers;

/// <summary>Writes the events of one stream. What all chunks share is encoded once.</summary>
internal sealed class ChunkWriter
{
    private readonly Reply _reply;
    private readonly byte[] _data;
    private readonly byte[] _head;
    private readonly byte[] _tail;
    private readonly byte[] _newLine;
    private readonly byte[] _between;

    public ChunkWriter(Reply reply)
    {
        _reply = reply;
        var script = reply.Script;
        _data = Encoding.UTF8.GetBytes(script.SpaceAfterColon ? "data: " : "data:");
        _newLine = Encoding.UTF8.GetBytes(script.NewLine);
        _between = Encoding.UTF8.GetBytes(
            (script.BlankEvents ? script.NewLine : "") + (script.Comment is null ? "" : ":" + script.Comment + script.NewLine + script.NewLine));
        _head = Encode(WriteHead);
        _tail = Encode(output =>
        {
            if (reply.IncludeUsageInStream) JsonText.Raw(output, ",\"usage\":null"u8);
            JsonText.Raw(output, script.Extra.Top);
        });
    }

    /// <summary>What stands between two events: comments and blank lines, by script.</summary>
    public void WriteBetween(IBufferWriter<byte> output) => output.Write(_between);

    /// <summary>The first chunk of a choice, which names the role.</summary>
    public void WriteRole(IBufferWriter<byte> output, ReplyChoice choice)
    {
        Open(output, choice.Index);
        JsonText.Raw(output, choice.Content is null
            ? "\"role\":\"assistant\",\"content\":null,\"refusal\":null"u8
            : "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"u8);
        JsonText.Raw(output, _reply.Script.Extra.Message);
        JsonText.Raw(output, "},\"logprobs\":null,\"finish_reason\":null"u8);
        Close(output);
    }

    public void Write(IBufferWriter<byte> output, ReplyChoice choice, Delta delta)
    {
        bool escape = _reply.Script.EscapeUnicode;
        Open(output, choice.Index);
        switch (delta.Kind)
        {
            case DeltaKind.ToolHead: WriteToolHead(output, choice.ToolCalls[delta.Tool], delta.Tool); break;
            case DeltaKind.ToolArguments: WriteToolArguments(output, delta, escape); break;
            case DeltaKind.Finish: break;
            default:
                JsonText.Raw(output, FieldName(delta.Kind));
                JsonText.String(output, delta.Text.Span, escape);
                break;
        }

        JsonText.Raw(output, "},\"logprobs\":"u8);
        if (_reply.Logprobs && delta.Kind is DeltaKind.Content or DeltaKind.Refusal)
            LogprobText.Write(output, delta.Text.Span, delta.Kind, _reply.TopLogprobs, escape);
        else JsonText.Raw(output, "null"u8);
        JsonText.Raw(output, ",\"finish_reason\":"u8);
        JsonText.StringOrNull(output, delta.Kind == DeltaKind.Finish ? choice.Finish : null);
        Close(output);
    }

    /// <summary>The usage chunk, which has no choice.</summary>
    public void WriteUsage(IBufferWriter<byte> output, ScriptUsage usage)
    {
        output.Write(_data);
        output.Write(_head);
        JsonText.Raw(output, ",\"choices\":[]"u8);
        JsonAnswer.WriteUsage(output, usage);
        JsonText.Raw(output, _reply.Script.Extra.Top);
        JsonText.Raw(output, "}"u8);
        EndEvent(output);
    }

    public void WriteData(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        output.Write(_data);
        output.Write(data);
        EndEvent(output);
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

    private static void WriteToolArguments(IBufferWriter<byte> output, Delta delta, bool escape)
    {
        JsonText.Raw(output, "\"tool_calls\":[{\"index\":"u8);
        JsonText.Number(output, delta.Tool);
        JsonText.Raw(output, ",\"function\":{\"arguments\":"u8);
        JsonText.String(output, delta.Text.Span, escape);
        JsonText.Raw(output, "}}]"u8);
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

    private void Open(IBufferWriter<byte> output, int choice)
    {
        output.Write(_data);
        output.Write(_head);
        JsonText.Raw(output, ",\"choices\":[{\"index\":"u8);
        JsonText.Number(output, choice);
        JsonText.Raw(output, ",\"delta\":{"u8);
    }

    private void Close(IBufferWriter<byte> output)
    {
        JsonText.Raw(output, _reply.Script.Extra.Choice);
        JsonText.Raw(output, "}]"u8);
        output.Write(_tail);
        JsonText.Raw(output, "}"u8);
        EndEvent(output);
    }

    private void EndEvent(IBufferWriter<byte> output)
    {
        output.Write(_newLine);
        output.Write(_newLine);
    }

    private static byte[] Encode(Action<IBufferWriter<byte>> write)
    {
        using var buffer = new ByteBuffer(1024 * 1024);
        write(buffer);
        return buffer.Written.ToArray();
    }
}
