using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The texts of a content (ai.google.dev/api/caching#Content): a role and its parts. With lanes the texts are pieces that later events continue.</summary>
internal static class GeminiContent
{
    /// <summary>Takes the content at hand. <paramref name="scope"/> is whose words its texts are; <paramref name="progress"/> is a stream's.</summary>
    public static ContentPlace Visit(ref JsonWalker walker, ContentScope scope, bool lanes, GeminiProgress? progress = null)
    {
        int start = walker.Consumed;
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return new ContentPlace(scope);
        }

        ContentScope role = scope;
        ContentPlace parts = default;
        while (walker.NextProperty())
        {
            if (walker.NameIs("parts"u8))
            {
                walker.Value();
                parts = Parts(ref walker, scope, lanes, progress);
            }
            else if (walker.NameIs("role"u8))
            {
                walker.Value();
                role = RoleOf(walker, scope);
                walker.Text(scope);
            }
            else
            {
                walker.Property(scope);
            }
        }

        return parts == default ? new ContentPlace(role, TailRoom.Parts, start, walker.IsBlankSince(start)) : parts with { Role = role };
    }

    private static ContentScope RoleOf(in JsonWalker walker, ContentScope otherwise)
    {
        if (walker.ValueIs("model"u8))
            return ContentScope.Assistant;
        if (walker.ValueIs("system"u8))
            return ContentScope.System;
        return walker.ValueIs("function"u8) ? ContentScope.ToolResult : otherwise;
    }

    private static ContentPlace Parts(ref JsonWalker walker, ContentScope scope, bool lanes, GeminiProgress? progress)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            GeminiPart.Visit(ref walker, scope, lanes, progress);
            return new ContentPlace(scope);
        }

        int start = walker.Consumed;
        while (walker.NextElement())
            GeminiPart.Visit(ref walker, scope, lanes, progress);
        return new ContentPlace(scope, TailRoom.Part, start, walker.IsBlankSince(start));
    }
}
