using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>Writes the events of the gate's own into a response's stream: one more delta, and what closes all that is open.</summary>
internal static class ResponseEnding
{
    public static void WriteDelta(OpenText text, ReadOnlySpan<byte> words, ReadOnlySpan<byte> logprobs, long sequence, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            Begin(json, text, $"{text.Stem}.delta", sequence);
            if (text.Lane.Field is ResponseFields.StandardOutput)
                WriteRaw(json, "delta", "{\"stdout\":\""u8, words, "\"}"u8);
            else if (text.Lane.Field is ResponseFields.StandardError)
                WriteRaw(json, "delta", "{\"stderr\":\""u8, words, "\"}"u8);
            else
                WriteWords(json, "delta", words);
            if (text.Lane.Field == ResponseFields.OutputText)
                WriteRaw(json, "logprobs", "["u8, logprobs, "]"u8);
            json.WriteEndObject();
        }

        events.Write(Encoding.UTF8.GetBytes($"{text.Stem}.delta"), payload.Span);
    }

    public static void WriteClosings(List<OpenItem> items, List<OpenText> texts, ResponseProgress progress, IEventWriter events)
    {
        foreach (OpenText text in texts.Where(t => !t.IsCut))
        {
            if (!text.Done && RunningText.Of(text.Lane.Field) is { } running)
                WriteDone(text, running, progress.Next(), events);
            if (text.HasPart)
                WritePart(text, progress.Next(), events);
        }

        foreach (OpenItem item in items.Where(i => !i.IsCut && !texts.Exists(t => t.IsCut && t.Lane.Choice == i.Output)))
            WriteItem(item, texts, progress.Next(), events);
    }

    private static void WriteDone(OpenText text, RunningText running, long sequence, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            Begin(json, text, $"{text.Stem}.done", sequence);
            WriteWords(json, running.Final, text.Words.WrittenSpan);
            if (text.Lane.Field == ResponseFields.OutputText)
                WriteRaw(json, "logprobs", "["u8, default, "]"u8);
            json.WriteEndObject();
        }

        events.Write(Encoding.UTF8.GetBytes($"{text.Stem}.done"), payload.Span);
    }

    private static void WritePart(OpenText text, long sequence, IEventWriter events)
    {
        string type = text.Lane.Field == ResponseFields.ReasoningSummary ? "response.reasoning_summary_part.done" : "response.content_part.done";
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            Begin(json, text, type, sequence);
            json.WritePropertyName("part"u8);
            WritePart(json, text);
            json.WriteEndObject();
        }

        events.Write(Encoding.UTF8.GetBytes(type), payload.Span);
    }

    private static void WritePart(Utf8JsonWriter json, OpenText text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, text.Lane.Field switch
        {
            ResponseFields.Refusal => "refusal",
            ResponseFields.ReasoningText => "reasoning_text",
            ResponseFields.ReasoningSummary => "summary_text",
            _ => "output_text",
        });
        WriteWords(json, RunningText.Of(text.Lane.Field)!.Final, text.Words.WrittenSpan);
        if (text.Lane.Field == ResponseFields.OutputText)
        {
            WriteRaw(json, "annotations", "["u8, default, "]"u8);
            WriteRaw(json, "logprobs", "["u8, default, "]"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>The item as it was added, with what the client has of its texts.</summary>
    private static void WriteItem(OpenItem item, List<OpenText> texts, long sequence, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(512);
        using (Utf8JsonWriter json = new(payload))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "response.output_item.done"u8);
            json.WriteNumber("sequence_number"u8, sequence);
            json.WriteNumber("output_index"u8, item.Output);
            json.WriteStartObject("item"u8);
            JsonMembers members = new(item.Json);
            while (members.Next())
            {
                string name = JsonStrings.Decode(members.Name);
                json.WritePropertyName(name);
                if (members.Name.SequenceEqual("status"u8))
                    json.WriteStringValue("incomplete"u8);
                else if (members.Name.SequenceEqual("content"u8) || members.Name.SequenceEqual("summary"u8))
                    WriteParts(json, item, texts, summary: members.Name.SequenceEqual("summary"u8));
                else if (texts.Find(t => IsOf(t, item, name)) is { } text)
                    json.WriteRawValue([.. "\""u8, .. text.Words.WrittenSpan, .. "\""u8], skipInputValidation: true);
                else
                    json.WriteRawValue(members.Value, skipInputValidation: true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        events.Write("response.output_item.done"u8, payload.Span);
    }

    private static void WriteParts(Utf8JsonWriter json, OpenItem item, List<OpenText> texts, bool summary)
    {
        json.WriteStartArray();
        foreach ((int field, byte[] part) in item.Parts)
        {
            if (field == ResponseFields.ReasoningSummary == summary)
                json.WriteRawValue(part, skipInputValidation: true);
        }

        foreach (OpenText text in texts)
        {
            if (text.HasPart && text.Lane.Choice == item.Output && text.Lane.Field == ResponseFields.ReasoningSummary == summary)
                WritePart(json, text);
        }

        json.WriteEndArray();
    }

    /// <summary>Whether a text is what an item of another kind has under this name (a call's arguments).</summary>
    private static bool IsOf(OpenText text, OpenItem item, string name) =>
        !text.HasPart && text.Lane.Choice == item.Output && string.Equals(RunningText.Of(text.Lane.Field)?.Final, name, StringComparison.Ordinal);

    private static void Begin(Utf8JsonWriter json, OpenText text, string type, long sequence)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteNumber("sequence_number"u8, sequence);
        WriteWords(json, "item_id", text.ItemId);
        json.WriteNumber("output_index"u8, text.Lane.Choice);
        if (text.Lane.Field is ResponseFields.OutputText or ResponseFields.Refusal or ResponseFields.ReasoningText)
            json.WriteNumber("content_index"u8, text.Lane.Index);
        else if (text.Lane.Field == ResponseFields.ReasoningSummary)
            json.WriteNumber("summary_index"u8, text.Lane.Index);
        else if (text.Lane.Field is ResponseFields.Command or ResponseFields.StandardOutput or ResponseFields.StandardError)
            json.WriteNumber("command_index"u8, text.Lane.Index);
    }

    private static void WriteWords(Utf8JsonWriter json, string name, ReadOnlySpan<byte> words) => WriteRaw(json, name, "\""u8, words, "\""u8);

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlySpan<byte> open, ReadOnlySpan<byte> content, ReadOnlySpan<byte> close)
    {
        json.WritePropertyName(name);
        json.WriteRawValue([.. open, .. content, .. close], skipInputValidation: true);
    }
}
