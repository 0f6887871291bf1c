using System.Text;
using System.Text.Json;
using Sluice.Inspection.Dialects.OpenAi.Responses;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// One line of a batch or of training data (platform.openai.com/docs/api-reference/batch): a request by the endpoint that its <c>url</c> names, a result by what its
/// <c>object</c> says, an example as a chat; everything else leaf by leaf.
/// </summary>
internal static class BatchLine
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Has("messages"u8))
        {
            ChatRequest.Visit(ref walker, exchange);
            return;
        }

        Endpoint endpoint = exchange.Dialect.Resolve("POST", Path(ProtocolWord.Plain(walker.Peek("url"u8)))).Endpoint;
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("body"u8) && !endpoint.IsUnknown && !endpoint.IsOpaque)
            {
                walker.Value();
                Request(ref walker, endpoint, exchange);
            }
            else if (walker.NameIs("response"u8))
            {
                walker.Value();
                Response(ref walker, exchange);
            }
            else if (walker.NameIs("input"u8))
            {
                walker.Value();
                Example(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }

    private static void Request(ref JsonWalker walker, Endpoint endpoint, Exchange exchange)
    {
        if (walker.Token == JsonTokenType.StartObject)
            endpoint.VisitRequest(ref walker, exchange);
        else
            walker.Leaves(ContentScope.User);
    }

    /// <summary>What stands before two answers of which one is preferred.</summary>
    private static void Example(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Has("messages"u8))
            ChatRequest.Visit(ref walker, exchange);
        else
            walker.Leaves(ContentScope.User);
    }

    private static void Response(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (!walker.NameIs("body"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            ReadOnlySpan<byte> kind = ProtocolWord.Plain(walker.Peek("object"u8));
            if (kind.StartsWith("response"u8))
                ResponseBody.Visit(ref walker, exchange);
            else if (kind.SequenceEqual("list"u8))
                Embeddings.Visit(ref walker, exchange);
            else
                ChatResponse.Visit(ref walker, exchange);
        }
    }

    private static string Path(ReadOnlySpan<byte> url) => Encoding.UTF8.GetString(url);
}
