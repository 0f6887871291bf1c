using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>
/// The texts of JSON-RPC messages. A response does not say what it answers, but no two methods use one member for different things, so the members decide whose words
/// a text is. What keeps the protocol together (ids, versions, progress tokens) is no text and survives.
/// </summary>
internal static class McpMessages
{
    /// <summary>Longest identifier, as spelled; a longer string is a text.</summary>
    private const int LongestId = 128;

    private static readonly KnownTypes Methods = new(
        UnknownKind.Event,
        "tools/call", "tools/list", "initialize", "ping", "notifications/initialized", "notifications/progress", "notifications/message", "notifications/cancelled",
        "prompts/get", "prompts/list", "resources/read", "resources/list", "resources/templates/list", "resources/subscribe", "resources/unsubscribe",
        "completion/complete", "logging/setLevel", "roots/list", "sampling/createMessage", "elicitation/create", "notifications/tools/list_changed",
        "notifications/prompts/list_changed", "notifications/resources/list_changed", "notifications/resources/updated", "notifications/roots/list_changed",
        "notifications/elicitation/complete", "server/discover", "tasks/get", "tasks/list", "tasks/result", "tasks/cancel", "notifications/tasks/status");

    /// <summary>Takes the message or the batch at hand.</summary>
    public static void Visit(ref JsonWalker walker, Exchange exchange, Direction direction)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            Message(ref walker, exchange, direction);
            return;
        }

        while (walker.NextElement())
            Message(ref walker, exchange, direction);
    }

    /// <summary>Takes the message at hand.</summary>
    public static void Message(ref JsonWalker walker, Exchange exchange, Direction direction)
    {
        ContentScope scope = direction == Direction.Request ? ContentScope.User : ContentScope.ToolResult;
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        // The method may stand behind its parameters, so the scope is set when the message is read.
        int first = walker.SlotCount;
        SlotMark from = walker.Mark();
        ReadOnlySpan<byte> method = default;
        string? id = null;
        bool isCall = false;
        bool callsTool = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs("id"u8))
            {
                walker.Value();
                id = IdOf(ref walker);
                Identifier(ref walker, scope);
            }
            else if (walker.NameIs("method"u8))
            {
                walker.Value();
                isCall = true;
                callsTool = walker.ValueIs("tools/call"u8);
                method = walker.Token == JsonTokenType.String ? walker.RawString : default;
                if (!Methods.Has(ProtocolWord.Plain(method)))
                    walker.Text(scope);
            }
            else
            {
                Member(ref walker, exchange, direction, scope);
            }
        }

        if (callsTool)
        {
            walker.SetScope(first, ContentScope.User, ContentScope.ToolCall);
            walker.SetTool(first);
        }
        else
        {
            walker.Slots.ClearCalls(first); // a prompt has a name and arguments, too
        }

        Methods.Check(walker, from, method);
        if (isCall && id is not null && direction == Direction.Request && exchange.AwaitedIds.Count < Exchange.MaxAwaited)
            exchange.AwaitedIds.Add(id);
    }

    /// <summary>Takes the value at hand as an identifier, which both sides compare: no text, unless it is none.</summary>
    public static void Identifier(ref JsonWalker walker, ContentScope scope)
    {
        bool isId = walker.Token == JsonTokenType.Number || (walker.Token == JsonTokenType.String && walker.RawString.Length <= LongestId);
        if (!isId)
            walker.Leaves(scope);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange, Direction direction, ContentScope scope)
    {
        if (walker.NameIs("jsonrpc"u8))
        {
            walker.Value();
            if (!walker.ValueIs("2.0"u8))
                walker.Leaves(scope);
        }
        else if (walker.NameIs("params"u8) || walker.NameIs("result"u8))
        {
            walker.Value();
            McpMembers.Visit(ref walker, exchange, direction, scope);
        }
        else if (walker.NameIs("error"u8))
        {
            walker.Value();
            Error(ref walker, scope);
        }
        else
        {
            walker.Property(scope);
        }
    }

    private static void Error(ref JsonWalker walker, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("code"u8))
            {
                walker.Value();
                walker.Protocol(scope);
            }
            else
            {
                walker.Property(scope);
            }
        }
    }

    /// <summary>The id as its JSON spells it, or null where it is none.</summary>
    private static string? IdOf(ref JsonWalker walker)
    {
        if (walker.Token is not (JsonTokenType.Number or JsonTokenType.String) || walker.RawString.Length > LongestId)
            return null;
        string spelled = Encoding.UTF8.GetString(walker.RawString);
        return walker.Token == JsonTokenType.Number ? spelled : $"\"{spelled}\"";
    }
}
