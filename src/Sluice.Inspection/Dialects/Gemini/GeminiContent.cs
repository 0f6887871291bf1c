using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The texts of a content (ai.google.dev/api/caching#Content): a role and its parts. With lanes the texts are pieces that later events continue.</summary>
internal static class GeminiContent
{
    /// <summary>Takes the content at hand. <paramref name="scope"/> is whose words its texts are; <paramref name="progress"/> is a stream's. A turn of <paramref name="request"/> has a role that the API knows.</summary>
    public static ContentPlace Visit(ref JsonWalker walker, ContentScope scope, bool lanes, GeminiProgress? progress = null, Exchange? request = null)
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
                if (request is not null)
                    ValueRules.Role(walker, request, IsRole(walker), "user, model, function, tool and system");
                walker.Text(scope);
            }
            else
            {
                walker.Property(scope);
            }
        }

        return parts == default ? new ContentPlace(role, TailRoom.Parts, start, walker.IsBlankSince(start)) : parts with { Role = role };
    }

    /// <summary>One that the API has or had; an empty one is none.</summary>
    private static bool IsRole(in JsonWalker walker) =>
        walker.ValueIs("user"u8) || walker.ValueIs("model"u8) || walker.ValueIs("function"u8) || walker.ValueIs("tool"u8) || walker.ValueIs("system"u8) || walker.ValueIs(""u8);

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
