using Microsoft.AspNetCore.Http;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Exchanges;

/// <summary>
/// Judges request headers that repeat content of the body (MCP clients name the tool and chosen arguments there, for proxies to route by): what is taken out of the one
/// must not pass in the other, and servers compare the two.
/// </summary>
internal static class RepeatedContent
{
    private static readonly Refusal Blocked = new(400, "content_filter", "The request was blocked by the content policy.");

    public static Refusal? Judge(IHeaderDictionary headers, Exchange exchange)
    {
        List<(string Name, string Value)>? changed = null;
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in headers)
        {
            if (exchange.Endpoint.HeaderText(name, values.ToString()) is not { Length: > 0 } text)
                continue;
            TextVerdict verdict = Inspector.InspectText(exchange, Direction.Request, ContentScope.ToolCall, text);
            if (verdict.Blocked)
                return Blocked;
            if (verdict.Replacement is { } replacement)
                (changed ??= []).Add((name, exchange.Endpoint.SpellHeader(replacement)));
        }

        foreach ((string name, string value) in changed ?? [])
            headers[name] = value;
        return null;
    }
}
