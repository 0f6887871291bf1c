using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>The texts of a message's <c>params</c> and <c>result</c>.</summary>
internal static class McpMembers
{
    /// <param name="walker">Stands on the value.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="direction">Which way the message travels.</param>
    /// <param name="scope">Whose words a member is that says nothing else.</param>
    public static void Visit(ref JsonWalker walker, Exchange exchange, Direction direction, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        int first = walker.SlotCount;
        bool assistant = false;
        while (walker.NextProperty())
        {
            if (walker.NameIs("role"u8))
            {
                walker.Value();
                assistant = walker.ValueIs("assistant"u8);
                walker.Text(scope);
            }
            else if (!Settings(ref walker, scope) && !Words(ref walker, direction, scope))
            {
                Others(ref walker, exchange, direction, scope);
            }
        }

        if (assistant)
            walker.SetScope(first, scope, ContentScope.Assistant); // What a client's model says when a server has asked it.
    }

    /// <summary><c>_meta</c>: tokens and versions are the protocol's, all else is text.</summary>
    public static void Meta(ref JsonWalker walker, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("progressToken"u8) || walker.NameIs("taskId"u8) || walker.NameIs("io.modelcontextprotocol/protocolVersion"u8))
            {
                walker.Value();
                McpMessages.Identifier(ref walker, scope);
            }
            else if (walker.NameIs("io.modelcontextprotocol/related-task"u8))
            {
                walker.Value();
                Meta(ref walker, scope);
            }
            else
            {
                walker.Property(scope);
            }
        }
    }

    /// <summary>Takes a member that is the protocol's own, if the one at hand is.</summary>
    private static bool Settings(ref JsonWalker walker, ContentScope scope)
    {
        if (walker.NameIs("_meta"u8))
        {
            walker.Value();
            Meta(ref walker, scope);
            return true;
        }

        if (walker.NameIs("progressToken"u8) || walker.NameIs("requestId"u8) || walker.NameIs("protocolVersion"u8) || walker.NameIs("taskId"u8))
        {
            walker.Value();
            McpMessages.Identifier(ref walker, scope);
            return true;
        }

        if (walker.NameIs("progress"u8) || walker.NameIs("total"u8) || walker.NameIs("maxTokens"u8) || walker.NameIs("temperature"u8)
            || walker.NameIs("modelPreferences"u8) || walker.NameIs("ttlMs"u8) || walker.NameIs("ttl"u8))
        {
            walker.Value();
            walker.Protocol(scope);
            return true;
        }

        return false;
    }

    /// <summary>Takes a member whose name says whose words it holds, if the one at hand does.</summary>
    private static bool Words(ref JsonWalker walker, Direction direction, ContentScope scope)
    {
        if (walker.NameIs("tools"u8))
        {
            walker.Value();
            if (direction == Direction.Request)
                walker.Leaves(scope);
            else
                ToolDefinitions.Visit(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("prompts"u8) || walker.NameIs("instructions"u8) || walker.NameIs("serverInfo"u8)
            || walker.NameIs("systemPrompt"u8) || walker.NameIs("description"u8))
        {
            // A client sets nothing up: what it says under such a name is its own.
            walker.Value();
            walker.Leaves(direction == Direction.Request ? scope : ContentScope.System);
        }
        else if (walker.NameIs("resources"u8) || walker.NameIs("resourceTemplates"u8))
        {
            walker.Value();
            walker.Leaves(ContentScope.Document);
        }
        else if (walker.NameIs("contents"u8))
        {
            walker.Value();
            McpContent.Resources(ref walker);
        }
        else if (walker.NameIs("messages"u8))
        {
            walker.Value();
            McpContent.Messages(ref walker);
        }
        else if (walker.NameIs("content"u8))
        {
            walker.Value();
            McpContent.Blocks(ref walker, scope);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Others(ref JsonWalker walker, Exchange exchange, Direction direction, ContentScope scope)
    {
        if (walker.NameIs("inputRequests"u8) || walker.NameIs("inputResponses"u8))
        {
            // What a server asks back, and the answers (revision 2026-07-28): messages below keys of the server's choice.
            bool asks = walker.NameIs("inputRequests"u8);
            walker.Value();
            Below(ref walker, exchange, direction, scope, asks);
        }
        else if (walker.NameIs("task"u8))
        {
            walker.Value();
            Visit(ref walker, exchange, direction, scope);
        }
        else if (walker.NameIs("tasks"u8))
        {
            walker.Value();
            Tasks(ref walker, exchange, direction, scope);
        }
        else if (walker.NameIs("arguments"u8))
        {
            int first = walker.SlotCount;
            walker.Value();
            walker.Leaves(scope);
            walker.SetPart(first, SlotPart.ToolArguments);
        }
        else if (walker.NameIs("name"u8))
        {
            walker.ToolName(scope);
        }
        else
        {
            walker.Property(scope);
        }
    }

    private static void Tasks(ref JsonWalker walker, Exchange exchange, Direction direction, ContentScope scope)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextElement())
            Visit(ref walker, exchange, direction, scope);
    }

    private static void Below(ref JsonWalker walker, Exchange exchange, Direction direction, ContentScope scope, bool asks)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            walker.Name(scope);
            walker.Value();
            if (asks && walker.Token == JsonTokenType.StartObject)
                McpMessages.Message(ref walker, exchange, direction);
            else
                Visit(ref walker, exchange, direction, scope);
        }
    }
}
