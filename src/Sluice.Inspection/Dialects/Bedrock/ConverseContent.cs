using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// The texts of content blocks, whole or in pieces (a stream's <c>start</c> and <c>delta</c>). A block is an object of one member that names its kind. With lanes the
/// running texts are pieces; the lane's choice is filled in by the caller, who may learn the block's index later.
/// </summary>
internal static class ConverseContent
{
    /// <summary>Kinds whose texts need nothing particular.</summary>
    private static readonly KnownTypes Plain = new(UnknownKind.Part, "json", "guardContent", "cachePoint", "toolAddition", "toolRemoval");

    public static void Blocks(ref JsonWalker walker, ContentScope scope, int field = 0)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextElement())
            Block(ref walker, scope, field);
    }

    /// <summary>Takes the block or the delta at hand. <paramref name="field"/> is the lane that its text continues, or 0 where it is complete.</summary>
    public static void Block(ref JsonWalker walker, ContentScope scope, int field = 0)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, scope, field);
    }

    private static void Member(ref JsonWalker walker, ContentScope scope, int field)
    {
        bool lanes = field != 0;
        if (walker.NameIs("text"u8))
        {
            walker.Value();
            walker.Text(scope, Lane(field));
        }
        else if (walker.NameIs("toolUse"u8))
        {
            walker.Value();
            ToolUse(ref walker, lanes);
        }
        else if (walker.NameIs("toolResult"u8))
        {
            walker.Value();
            ToolResult(ref walker, lanes);
        }
        else if (walker.NameIs("reasoningContent"u8))
        {
            walker.Value();
            Reasoning(ref walker, Lane(lanes ? ConverseFields.Reasoning : 0));
        }
        else if (walker.NameIs("citationsContent"u8) || walker.NameIs("citation"u8))
        {
            walker.ProtocolProperty(scope);
        }
        else if (IsDocument(ref walker))
        {
            walker.Property(ContentScope.Document);
        }
        else
        {
            SlotMark from = walker.Mark();
            ReadOnlySpan<byte> kind = walker.RawString;
            walker.Property(scope, Lane(lanes ? ConverseFields.Unknown : 0));
            Plain.Check(walker, from, kind);
        }
    }

    private static bool IsDocument(ref JsonWalker walker) =>
        walker.NameIs("document"u8) || walker.NameIs("image"u8) || walker.NameIs("video"u8) || walker.NameIs("audio"u8) || walker.NameIs("searchResult"u8);

    /// <summary>A tool's call; in pieces its input is the text of a JSON document, whole it is the document.</summary>
    private static void ToolUse(ref JsonWalker walker, bool lanes)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolCall);
            return;
        }

        int call = walker.SlotCount;
        while (walker.NextProperty())
        {
            int first = walker.SlotCount;
            bool input = walker.NameIs("input"u8);
            if (walker.NameIs("name"u8))
            {
                walker.ToolName(ContentScope.ToolCall, Lane(ConverseFields.Input));
            }
            else if (!lanes || !input)
            {
                walker.Property(ContentScope.ToolCall);
            }
            else
            {
                walker.Value();
                walker.Text(ContentScope.ToolCall, Lane(ConverseFields.Input), SlotKind.JsonString);
            }

            if (input)
                walker.SetPart(first, SlotPart.ToolArguments);
        }

        walker.SetTool(call);
    }

    /// <summary>A tool's answer: an object with content, or in pieces the content alone.</summary>
    private static void ToolResult(ref JsonWalker walker, bool lanes)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            Blocks(ref walker, ContentScope.ToolResult, lanes ? ConverseFields.ToolResult : 0);
            return;
        }

        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.ToolResult);
            return;
        }

        while (walker.NextProperty())
        {
            if (!walker.NameIs("content"u8))
            {
                walker.Property(ContentScope.ToolResult);
                continue;
            }

            walker.Value();
            Blocks(ref walker, ContentScope.ToolResult);
        }
    }

    /// <summary>Text, signature and what is encrypted go back to the provider as they came: one changed character and it refuses them.</summary>
    private static void Reasoning(ref JsonWalker walker, LaneKey lane)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Reasoning, signed: true);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("reasoningText"u8))
            {
                walker.Value();
                Reasoning(ref walker, lane);
            }
            else if (walker.NameIs("text"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Reasoning, lane, signed: true);
            }
            else if (walker.NameIs("signature"u8) || walker.NameIs("redactedContent"u8))
            {
                walker.Value();
                walker.Text(ContentScope.Reasoning, signed: true);
            }
            else
            {
                walker.Property(ContentScope.Reasoning, signed: true);
            }
        }
    }

    private static LaneKey Lane(int field) => field == 0 ? LaneKey.None : new LaneKey(0, field, 0);
}
