using System.Text.Json;
using Sluice.Inspection.Detection.Agents;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>The tools that a document defines, found and hashed as the gate finds and hashes them: a server's answer to <c>tools/list</c>, a request, or a list of definitions.</summary>
public static class ToolList
{
    private const int MaxDepth = 512;

    /// <summary>The tools by name, in their order, each with the hash of its definition.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static IReadOnlyList<(string Name, string Hash)> Read(ReadOnlySpan<byte> document)
    {
        SlotList slots = new();
        JsonWalker walker = new(document, slots, MaxDepth, names: null);
        Visit(ref walker);
        walker.End();
        List<(string Name, string Hash)> tools = [];
        foreach (ref readonly TextSlot slot in slots.Texts)
        {
            if (slot.Part == SlotPart.ToolName && DefinitionHash.Of(document.Slice(slot.ToolStart, slot.ToolLength)) is { } hash)
                tools.Add((JsonStrings.Decode(document.Slice(slot.Start, slot.Length)), hash));
        }

        return tools;
    }

    private static void Visit(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartObject || walker.Has("name"u8) || walker.Has("function"u8) || walker.Has("toolSpec"u8))
        {
            ToolDefinitions.Visit(ref walker, ContentScope.System);
            return;
        }

        walker.EnterObject();
        while (walker.NextProperty())
        {
            bool wraps = walker.NameIs("result"u8) || walker.NameIs("params"u8) || walker.NameIs("session"u8);
            bool lists = walker.NameIs("tools"u8) || walker.NameIs("functions"u8) || walker.NameIs("toolConfig"u8);
            walker.Value();
            if (wraps && walker.Token == JsonTokenType.StartObject)
                Visit(ref walker);
            else if (lists)
                ToolDefinitions.Visit(ref walker, ContentScope.System);
            else
                walker.Skip();
        }
    }
}
