using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>The texts of a request for a response, and of one for a conversation's items.</summary>
internal static class ResponseRequest
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
            Member(ref walker, exchange);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("input"u8) || walker.NameIs("items"u8))
        {
            walker.Value();
            ResponseItems.Visit(ref walker, ContentScope.User, exchange);
        }
        else if (walker.NameIs("instructions"u8))
        {
            walker.Value();
            ResponseItems.Visit(ref walker, ContentScope.System, exchange);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.Model = walker.StringOrNull();
            walker.Text(ContentScope.User);
        }
        else if (walker.NameIs("stream"u8))
        {
            walker.Value();
            exchange.Streaming = walker.Token == JsonTokenType.True;
            walker.Leaves(ContentScope.User);
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
            Prompt(ref walker);
        }
        else if (IsSetting(ref walker))
        {
            RequestRules.Number(ref walker, exchange);
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    /// <summary>Settings whose numbers are settings, not texts.</summary>
    private static bool IsSetting(ref JsonWalker walker) =>
        walker.NameIs("temperature"u8) || walker.NameIs("top_p"u8) || walker.NameIs("max_output_tokens"u8) || walker.NameIs("max_tool_calls"u8)
        || walker.NameIs("top_logprobs"u8);

    /// <summary>A stored prompt's variables hold what the caller fills in: words, or parts as messages have them.</summary>
    public static void Prompt(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("variables"u8))
            {
                walker.Value();
                Variables(ref walker);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }

    private static void Variables(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            walker.Name(ContentScope.User);
            walker.Value();
            if (walker.Token == JsonTokenType.StartObject)
                ResponseParts.Part(ref walker, ContentScope.User, LaneKey.None, signed: false);
            else
                walker.Leaves(ContentScope.User);
        }
    }
}
