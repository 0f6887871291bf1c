using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// The texts of a message, whole (<c>messages[]</c>, <c>choices[].message</c>) or in pieces (<c>choices[].delta</c>). With lanes the running texts are pieces;
/// the lane's choice is filled in by the caller, who may learn it later.
/// </summary>
internal static class ChatMessage
{
    /// <summary>OpenAI's and Mistral's.</summary>
    private static readonly KnownTypes Types = new(
        UnknownKind.Part, "text", "refusal", "image_url", "input_audio", "file", "document_url", "thinking", "reference", "tool_reference", "tool_file");

    /// <summary>Takes the message at hand. <paramref name="scope"/> is whose words its content is.</summary>
    public static void Visit(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, scope, lanes);
    }

    /// <summary>Takes one property of a message; stands on its name.</summary>
    public static void Member(ref JsonWalker walker, ContentScope scope, bool lanes)
    {
        if (walker.NameIs("content"u8))
        {
            walker.Value();
            Content(ref walker, scope, Lane(ChatFields.Content, lanes));
        }
        else if (walker.NameIs("tool_calls"u8))
        {
            walker.Value();
            ToolCalls(ref walker, lanes);
        }
        else if (walker.NameIs("function_call"u8))
        {
            walker.Value();
            int first = walker.SlotCount;
            Function(ref walker, Lane(ChatFields.FunctionArguments, lanes));
            walker.SetTool(first);
        }
        else if (walker.NameIs("refusal"u8))
        {
            walker.Value();
            walker.Text(scope, Lane(ChatFields.Refusal, lanes));
        }
        else if (walker.NameIs("reasoning_content"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, Lane(ChatFields.ReasoningContent, lanes));
        }
        else if (walker.NameIs("reasoning"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Reasoning, Lane(ChatFields.Reasoning, lanes));
        }
        else if (walker.NameIs("audio"u8))
        {
            walker.Value();
            Audio(ref walker, scope, Lane(ChatFields.Transcript, lanes));
        }
        else if (walker.NameIs("context"u8))
        {
            walker.Property(ContentScope.Document); // what Azure found in the caller's own data; it comes whole
        }
        else if (walker.NameIs("reasoning_details"u8))
        {
            // Providers sign these (a signature or encrypted data beside the text), so that a changed one is refused when it comes back.
            walker.Property(ContentScope.Reasoning, Lane(ChatFields.Unknown, lanes), signed: true);
        }
        else
        {
            walker.Property(scope, Lane(ChatFields.Unknown, lanes));
        }
    }

    private static LaneKey Lane(int field, bool lanes) => lanes ? new LaneKey(0, field, 0) : LaneKey.None;

    private static void Content(ref JsonWalker walker, ContentScope scope, LaneKey lane)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Text(scope, lane);
            return;
        }

        // The parts are one running text: token probabilities describe them as one.
        while (walker.NextElement())
            Part(ref walker, scope, lane);
    }

    /// <summary>A content part: text is the message's own words; an image, a recording or a file is a document.</summary>
    private static void Part(ref JsonWalker walker, ContentScope scope, LaneKey lane)
    {
        if (!walker.EnterObject())
        {
            walker.Text(scope, lane);
            return;
        }

        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> type = default;
        int first = 0;
        int end = 0;
        bool signed = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs("type"u8))
            {
                type = walker.Word(scope);
            }
            else if (walker.NameIs("text"u8) || walker.NameIs("refusal"u8))
            {
                walker.Value();
                walker.Text(scope, lane);
            }
            else if (walker.NameIs("thinking"u8))
            {
                first = walker.SlotCount;
                walker.Value();
                Content(ref walker, ContentScope.Reasoning, lane.IsNone ? lane : lane with { Field = ChatFields.Thinking });
                end = walker.SlotCount;
            }
            else if (walker.NameIs("signature"u8))
            {
                walker.Value();
                signed = walker.Token == JsonTokenType.String;
                walker.Text(ContentScope.Reasoning, signed: true);
            }
            else if (walker.NameIs("image_url"u8) || walker.NameIs("document_url"u8) || walker.NameIs("input_audio"u8) || walker.NameIs("file"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else
            {
                walker.Property(scope, lane);
            }
        }

        if (signed)
            MarkSigned(walker.Slots.Texts[first..end]);
        Types.Check(walker, from, type);
    }

    /// <summary>A signed thought is complete in itself: nothing of it may move to another event.</summary>
    private static void MarkSigned(Span<TextSlot> texts)
    {
        foreach (ref TextSlot text in texts)
        {
            text.Signed = true;
            text.Lane = LaneKey.None;
        }
    }

    /// <summary>A spoken answer: what it says is text, its sound is a document.</summary>
    private static void Audio(ref JsonWalker walker, ContentScope scope, LaneKey lane)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Document);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("transcript"u8))
            {
                walker.Value();
                walker.Text(scope, lane);
            }
            else if (walker.NameIs("expires_at"u8))
            {
                walker.Value();
                walker.Protocol(ContentScope.Document);
            }
            else
            {
                walker.Property(ContentScope.Document);
            }
        }
    }

    private static void ToolCalls(ref JsonWalker walker, bool lanes)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        int position = 0;
        while (walker.NextElement())
            ToolCall(ref walker, position++, lanes);
    }

    private static void ToolCall(ref JsonWalker walker, int position, bool lanes)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        int first = walker.SlotCount;
        int index = position;
        while (walker.NextProperty())
        {
            if (walker.NameIs("index"u8))
            {
                walker.Value();
                index = walker.Int32Or(position);
                walker.Protocol(ContentScope.ToolCall);
            }
            else if (walker.NameIs("function"u8) || walker.NameIs("custom"u8))
            {
                walker.Value();
                Function(ref walker, Lane(ChatFields.ToolArguments, lanes));
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }

        walker.SetLaneIndex(first, index);
        walker.SetTool(first);
    }

    /// <summary>A function's name and arguments; a custom tool's input is free text.</summary>
    private static void Function(ref JsonWalker walker, LaneKey lane)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        while (walker.NextProperty())
        {
            int first = walker.SlotCount;
            if (walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall, lane);
            }
            else if (walker.NameIs("arguments"u8))
            {
                walker.Value();
                walker.Text(ContentScope.ToolCall, lane, SlotKind.JsonString);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else if (walker.NameIs("input"u8))
            {
                walker.Value();
                walker.Text(ContentScope.ToolCall, lane.IsNone ? lane : lane with { Field = ChatFields.ToolInput });
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }
    }
}
