using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Mistral;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Writes a reply as one <c>chat.completion</c> object.</summary>
internal static class JsonAnswer
{
    public static void Write(IBufferWriter<byte> output, Reply reply)
    {
        JsonText.Raw(output, "{\"id\":"u8);
        JsonText.String(output, reply.Id);
        JsonText.Raw(output, ",\"object\":\"chat.completion\",\"created\":"u8);
        JsonText.Number(output, reply.Created);
        JsonText.Raw(output, ",\"model\":"u8);
        JsonText.String(output, reply.Model);
        JsonText.Raw(output, ",\"choices\":["u8);
        for (int i = 0; i < reply.Choices.Count; i++)
        {
            if (i > 0) JsonText.Raw(output, ","u8);
            WriteChoice(output, reply, reply.Choices[i]);
        }

        JsonText.Raw(output, "]"u8);
        if (reply.Usage is not null) WriteUsage(output, reply.Usage);
        JsonText.Raw(output, ",\"system_fingerprint\":\"fp_sim\""u8);
        JsonText.Raw(output, reply.Script.Extra.Top);
        JsonText.Raw(output, "}"u8);
    }

    /// <summary><c>,"usage":{…}</c></summary>
    public static void WriteUsage(IBufferWriter<byte> output, ScriptUsage usage)
    {
        JsonText.Raw(output, ",\"usage\":{\"prompt_tokens\":"u8);
        JsonText.Number(output, usage.Prompt);
        JsonText.Raw(output, ",\"completion_tokens\":"u8);
        JsonText.Number(output, usage.Completion);
        JsonText.Raw(output, ",\"total_tokens\":"u8);
        JsonText.Number(output, (long)usage.Prompt + usage.Completion);
        JsonText.Raw(output, "}"u8);
    }

    private static void WriteChoice(IBufferWriter<byte> output, Reply reply, ReplyChoice choice)
    {
        bool escape = reply.Script.EscapeUnicode;
        JsonText.Raw(output, "{\"index\":"u8);
        JsonText.Number(output, choice.Index);
        JsonText.Raw(output, ",\"message\":{\"role\":\"assistant\",\"content\":"u8);
        bool thinksInChunks = choice.Reasoning is not null && ThinkingChunks.AreUsedBy(reply);
        if (thinksInChunks) WriteChunks(output, reply, choice);
        else WriteText(output, choice.Content, escape);
        if (choice.Reasoning is not null && !thinksInChunks)
        {
            JsonText.Raw(output, ",\"reasoning_content\":"u8);
            WriteText(output, choice.Reasoning, escape);
        }

        JsonText.Raw(output, ",\"refusal\":"u8);
        WriteText(output, choice.Refusal, escape);
        if (choice.ToolCalls.Count > 0) WriteToolCalls(output, choice.ToolCalls, escape);
        JsonText.Raw(output, reply.Script.Extra.Message);
        JsonText.Raw(output, "},\"logprobs\":"u8);
        WriteLogprobs(output, reply, choice);
        JsonText.Raw(output, ",\"finish_reason\":"u8);
        JsonText.String(output, choice.Finish);
        JsonText.Raw(output, reply.Script.Extra.Choice);
        JsonText.Raw(output, "}"u8);
    }

    private static void WriteChunks(IBufferWriter<byte> output, Reply reply, ReplyChoice choice)
    {
        var thinking = ThinkingChunks.Thinking(Spoken.Of(choice.Reasoning, reply));
        if (choice.Content is null) output.Json($"[{thinking}]");
        else output.Json($"[{thinking},{ThinkingChunks.Text(Spoken.Of(choice.Content, reply))}]");
    }

    private static void WriteLogprobs(IBufferWriter<byte> output, Reply reply, ReplyChoice choice)
    {
        bool escape = reply.Script.EscapeUnicode;
        if (reply.Logprobs && choice.Content is not null) LogprobText.Write(output, choice.Content, DeltaKind.Content, reply.TopLogprobs, escape);
        else if (reply.Logprobs && choice.Refusal is not null) LogprobText.Write(output, choice.Refusal, DeltaKind.Refusal, reply.TopLogprobs, escape);
        else JsonText.Raw(output, "null"u8);
    }

    private static void WriteToolCalls(IBufferWriter<byte> output, IReadOnlyList<ScriptToolCall> calls, bool escape)
    {
        JsonText.Raw(output, ",\"tool_calls\":["u8);
        for (int i = 0; i < calls.Count; i++)
        {
            JsonText.Raw(output, i > 0 ? ",{\"id\":"u8 : "{\"id\":"u8);
            JsonText.String(output, calls[i].Id);
            JsonText.Raw(output, ",\"type\":\"function\",\"function\":{\"name\":"u8);
            JsonText.String(output, calls[i].Name);
            JsonText.Raw(output, ",\"arguments\":"u8);
            JsonText.String(output, calls[i].Arguments, escape);
            JsonText.Raw(output, "}}"u8);
        }

        JsonText.Raw(output, "]"u8);
    }

    private static void WriteText(IBufferWriter<byte> output, string? text, bool escape)
    {
        if (text is null) JsonText.Raw(output, "null"u8);
        else JsonText.String(output, text, escape);
    }
}
