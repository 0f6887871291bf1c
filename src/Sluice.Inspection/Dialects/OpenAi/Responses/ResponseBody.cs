using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The texts of a response, of a list of items, and of what else these endpoints answer: the members mean the same everywhere.</summary>
internal static class ResponseBody
{
    /// <param name="walker">Stands on the document's value, or on an event's <c>response</c>.</param>
    /// <param name="exchange">Learns the model and the usage.</param>
    /// <param name="known">What a stream knows of its reasoning items.</param>
    public static void Visit(ref JsonWalker walker, Exchange exchange, SignedItems? known = null)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange, known);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange, SignedItems? known)
    {
        if (walker.NameIs("output"u8) || walker.NameIs("data"u8))
        {
            walker.Value();
            ResponseItems.Visit(ref walker, ContentScope.Assistant, exchange, known);
        }
        else if (walker.NameIs("input"u8))
        {
            walker.Value();
            ResponseItems.Visit(ref walker, ContentScope.User, exchange);
        }
        else if (walker.NameIs("instructions"u8))
        {
            walker.Value();
            ResponseItems.Visit(ref walker, ContentScope.System, exchange);
        }
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("text"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (walker.NameIs("prompt"u8))
        {
            walker.Value();
            ResponseRequest.Prompt(ref walker);
        }
        else if (walker.NameIs("metadata"u8) || walker.NameIs("user"u8))
        {
            walker.Property(ContentScope.User);
        }
        else if (walker.NameIs("usage"u8))
        {
            walker.Value();
            TokenCounts.Visit(ref walker, exchange);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= walker.StringOrNull();
            walker.Text(ContentScope.Assistant);
        }
        else if (IsNumber(ref walker))
        {
            walker.Value();
            walker.Protocol(ContentScope.Assistant);
        }
        else
        {
            walker.Property(ContentScope.Assistant);
        }
    }

    /// <summary>Members whose numbers are times, counts and settings, not texts.</summary>
    private static bool IsNumber(ref JsonWalker walker) =>
        walker.NameIs("created_at"u8) || walker.NameIs("completed_at"u8) || walker.NameIs("expires_at"u8) || walker.NameIs("temperature"u8) || walker.NameIs("top_p"u8)
        || walker.NameIs("top_logprobs"u8) || walker.NameIs("max_output_tokens"u8) || walker.NameIs("max_tool_calls"u8) || walker.NameIs("input_tokens"u8);
}
