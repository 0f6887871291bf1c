using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// The tools that a request offers or a server lists, whatever wraps each of them: their names and what else is said of them are told apart. A tool without a name is one that the
/// provider runs itself, and goes by its type.
/// </summary>
internal static class ToolDefinitions
{
    /// <summary>Takes the property at hand, name and value. Stands on the name; the value is consumed.</summary>
    /// <param name="walker">Stands on the property's name.</param>
    /// <param name="scope">Whose words definitions are.</param>
    /// <param name="byMember">Tools that the provider runs itself are members that have their name (Gemini).</param>
    public static void Property(ref JsonWalker walker, ContentScope scope, bool byMember = false)
    {
        walker.Name(scope);
        walker.Value();
        Visit(ref walker, scope, byMember);
    }

    /// <summary>Takes the value at hand: a list of definitions, one of them, or what holds such a list.</summary>
    public static void Visit(ref JsonWalker walker, ContentScope scope, bool byMember = false)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Visit(ref walker, scope, byMember);
        }
        else if (walker.Token == JsonTokenType.StartObject)
        {
            Definition(ref walker, scope, byMember);
        }
        else
        {
            walker.Leaves(scope);
        }
    }

    private static void Definition(ref JsonWalker walker, ContentScope scope, bool byMember)
    {
        bool goesByType = !byMember && !walker.Has("name"u8) && !walker.Has("function"u8) && !walker.Has("custom"u8) && !walker.Has("toolSpec"u8);
        int first = walker.SlotCount;
        int start = walker.Position;
        bool lists = false;
        walker.EnterObject();
        while (walker.NextProperty())
        {
            if (walker.NameIs("name"u8) || (goesByType && walker.NameIs("type"u8)))
            {
                walker.ToolName(scope);
            }
            else if (IsWrapper(walker))
            {
                Property(ref walker, scope);
            }
            else if (IsList(walker))
            {
                lists = true;
                Property(ref walker, scope);
            }
            else
            {
                Member(ref walker, scope, byMember);
            }
        }

        if (lists)
            return;
        walker.SetPart(first, SlotPart.ToolDefinition);
        walker.SetTool(first, start);
    }

    private static void Member(ref JsonWalker walker, ContentScope scope, bool names)
    {
        int first = walker.SlotCount;
        walker.Property(scope);
        if (names)
            walker.Slots.Texts[first].Part = SlotPart.ToolName;
    }

    private static bool IsWrapper(in JsonWalker walker) => walker.NameIs("function"u8) || walker.NameIs("custom"u8) || walker.NameIs("toolSpec"u8);

    private static bool IsList(in JsonWalker walker) =>
        walker.NameIs("tools"u8) || walker.NameIs("functionDeclarations"u8) || walker.NameIs("function_declarations"u8);
}
