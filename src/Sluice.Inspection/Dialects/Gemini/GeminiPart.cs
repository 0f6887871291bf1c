using System.Text.Json;
using Sluice.Inspection.Json;
using static Sluice.Inspection.Dialects.Gemini.GeminiFields;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The texts of one part: words, thoughts, calls and their results, code and its output, documents.</summary>
internal static class GeminiPart
{
    /// <summary>Members that tell something of a part, and not what it is.</summary>
    private static readonly KnownTypes Details = new(
        UnknownKind.Part, "partMetadata", "part_metadata", "mediaResolution", "media_resolution", "mediaProcessing", "media_processing", "speechMetadata", "speech_metadata",
        "audioTranscription", "audio_transcription");

    public static void Visit(ref JsonWalker walker, ContentScope scope, bool lanes, GeminiProgress? progress)
    {
        if (!walker.EnterObject())
        {
            walker.Text(scope);
            return;
        }

        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> unknown = default;
        bool known = false;
        int first = 0;
        int end = 0;
        bool thought = false;
        bool signed = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs("text"u8))
            {
                known = true;
                first = walker.SlotCount;
                walker.Value();
                walker.Text(scope, lanes ? new LaneKey(0, Text, 0) : LaneKey.None);
                end = walker.SlotCount;
            }
            else if (walker.NameIs("thought"u8))
            {
                walker.Value();
                thought = walker.Token == JsonTokenType.True;
                walker.Leaves(scope);
            }
            else if (Is(walker, "thoughtSignature"u8, "thought_signature"u8))
            {
                walker.Value();
                signed = walker.Token == JsonTokenType.String;
                walker.Text(ContentScope.Reasoning, signed: true);
            }
            else if (Member(ref walker, progress))
            {
                known = true;
            }
            else if (Is(walker, "videoMetadata"u8, "video_metadata"u8))
            {
                walker.ProtocolProperty(ContentScope.Document);
            }
            else
            {
                unknown = Details.Has(walker.RawString) ? unknown : walker.RawString;
                walker.Property(scope, lanes ? new LaneKey(0, Unknown, 0) : LaneKey.None);
            }
        }

        // What a part is, one of its members says by its name.
        if (!known)
            Details.Check(walker, from, unknown);

        if (thought)
            MarkThought(walker.Slots.Texts[first..end], signed);
    }

    /// <summary>That a text is a thought, and signed, may stand behind it. A signed one is complete in itself: nothing of it may move to another part.</summary>
    private static void MarkThought(Span<TextSlot> texts, bool signed)
    {
        foreach (ref TextSlot text in texts)
        {
            text.Scope = ContentScope.Reasoning;
            text.Signed = signed;
            if (!text.Lane.IsNone)
                text.Lane = signed ? LaneKey.None : text.Lane with { Field = Thought };
        }
    }

    /// <summary>Takes a member that says what the part is, if the one at hand does.</summary>
    private static bool Member(ref JsonWalker walker, GeminiProgress? progress)
    {
        if (Is(walker, "functionCall"u8, "function_call"u8))
        {
            walker.Value();
            FunctionCall(ref walker, progress);
        }
        else if (Is(walker, "executableCode"u8, "executable_code"u8) || Is(walker, "toolCall"u8, "tool_call"u8))
        {
            // The provider runs these itself: they go by the member's name.
            int first = walker.SlotCount;
            walker.Property(ContentScope.ToolCall);
            walker.Slots.Texts[first].Part = SlotPart.ToolName;
            walker.SetPart(first, SlotPart.ToolArguments);
            walker.SetTool(first);
        }
        else if (Is(walker, "functionResponse"u8, "function_response"u8) || Is(walker, "codeExecutionResult"u8, "code_execution_result"u8)
            || Is(walker, "toolResponse"u8, "tool_response"u8))
        {
            walker.Property(ContentScope.ToolResult);
        }
        else if (Is(walker, "inlineData"u8, "inline_data"u8) || Is(walker, "fileData"u8, "file_data"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A call: its arguments come whole, or, where the caller asked for it, piece by piece (<c>partialArgs</c>).</summary>
    private static void FunctionCall(ref JsonWalker walker, GeminiProgress? progress)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        int call = walker.SlotCount;
        bool goesOn = false;
        while (walker.NextProperty())
        {
            int first = walker.SlotCount;
            if (walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall, new LaneKey(0, GeminiFields.Call, 0));
            }
            else if (walker.NameIs("args"u8))
            {
                walker.Property(ContentScope.ToolCall);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else if (progress is not null && Is(walker, "partialArgs"u8, "partial_args"u8))
            {
                walker.Value();
                PartialArguments(ref walker, progress);
                walker.SetPart(first, SlotPart.ToolArguments);
            }
            else if (Is(walker, "willContinue"u8, "will_continue"u8))
            {
                walker.Value();
                goesOn = walker.Token == JsonTokenType.True;
                walker.Leaves(ContentScope.ToolCall);
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }

        walker.SetTool(call);
        if (progress is not null)
            progress.CallEnds |= !goesOn;
    }

    private static void PartialArguments(ref JsonWalker walker, GeminiProgress progress)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        while (walker.NextElement())
            PartialArgument(ref walker, progress);
    }

    /// <summary>A piece of one argument's text. It goes on in a later event where it says so, else it is the last.</summary>
    private static void PartialArgument(ref JsonWalker walker, GeminiProgress progress)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        int first = walker.SlotCount;
        int path = 0;
        bool goesOn = false;
        while (walker.NextProperty())
        {
            if (Is(walker, "jsonPath"u8, "json_path"u8))
            {
                walker.Value();
                path = progress.Remember(walker.StringOrNull() ?? "");
                walker.Text(ContentScope.ToolCall);
            }
            else if (Is(walker, "stringValue"u8, "string_value"u8))
            {
                walker.Value();
                walker.Text(ContentScope.ToolCall, new LaneKey(0, GeminiFields.PartialArgument, 0));
            }
            else if (Is(walker, "willContinue"u8, "will_continue"u8))
            {
                walker.Value();
                goesOn = walker.Token == JsonTokenType.True;
                walker.Leaves(ContentScope.ToolCall);
            }
            else
            {
                walker.Property(ContentScope.ToolCall);
            }
        }

        walker.SetLaneIndex(first, path);
        if (!goesOn)
            walker.AddEnd(new ChoiceEnd(path, GeminiResponse.ArgumentEnd, DeltaEmpty: false));
    }
}
