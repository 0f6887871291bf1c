using System.Text.Json;
using Sluice.Inspection.Json;
using static Sluice.Inspection.Dialects.Gemini.GeminiFields;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The texts of the requests that take contents: to generate, to embed (one or many), to count.</summary>
internal static class GeminiRequest
{
    /// <summary>Most answers to one request (<c>candidateCount</c>).</summary>
    private const int MostCandidates = 8;

    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
            Member(ref walker, exchange);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("contents"u8))
        {
            walker.Value();
            Contents(ref walker, exchange);
        }
        else if (walker.NameIs("content"u8))
        {
            walker.Value();
            Turn(ref walker, exchange);
        }
        else if (Is(walker, "systemInstruction"u8, "system_instruction"u8))
        {
            walker.Value();
            GeminiContent.Visit(ref walker, ContentScope.System, lanes: false, request: exchange);
        }
        else if (Is(walker, "generationConfig"u8, "generation_config"u8))
        {
            walker.Value();
            Configuration(ref walker, exchange);
        }
        else if (Is(walker, "generateContentRequest"u8, "generate_content_request"u8))
        {
            walker.Value();
            Nested(ref walker, exchange);
        }
        else if (walker.NameIs("requests"u8))
        {
            walker.Value();
            Requests(ref walker, exchange);
        }
        else
        {
            Setting(ref walker, exchange);
        }
    }

    private static void Setting(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.Model ??= walker.StringOrNull();
            walker.Text(ContentScope.User);
        }
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System, byMember: true);
        }
        else if (Is(walker, "toolConfig"u8, "tool_config"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (Is(walker, "outputDimensionality"u8, "output_dimensionality"u8))
        {
            walker.Value();
            walker.Protocol(ContentScope.User);
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    private static void Nested(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange);
    }

    private static void Requests(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            Nested(ref walker, exchange);
    }

    private static void Contents(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            Turn(ref walker, exchange);
            return;
        }

        while (walker.NextElement())
            Turn(ref walker, exchange);
    }

    /// <summary>One turn of the conversation; its role may stand behind its parts.</summary>
    private static void Turn(ref JsonWalker walker, Exchange exchange)
    {
        int first = walker.SlotCount;
        ContentPlace place = GeminiContent.Visit(ref walker, ContentScope.User, lanes: false, request: exchange);
        walker.SetScope(first, ContentScope.User, place.Role);
    }

    /// <summary>Settings, whose numbers are no texts; a schema is part of the system's words.</summary>
    private static void Configuration(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (Is(walker, "responseSchema"u8, "response_schema"u8) || Is(walker, "responseJsonSchema"u8, "response_json_schema"u8))
                walker.Property(ContentScope.System);
            else
                Option(ref walker, exchange);
        }
    }

    private static void Option(ref JsonWalker walker, Exchange exchange)
    {
        if (Is(walker, "maxOutputTokens"u8, "max_output_tokens"u8))
        {
            ValueRules.Tokens(ref walker, exchange);
            return;
        }

        if (Is(walker, "candidateCount"u8, "candidate_count"u8))
        {
            walker.Value();
            ValueRules.Between(ref walker, exchange, "candidateCount", 0, MostCandidates);
            walker.Protocol(ContentScope.User);
            return;
        }

        bool counts = walker.NameIs("temperature"u8) || Is(walker, "topP"u8, "top_p"u8) || Is(walker, "topK"u8, "top_k"u8) || walker.NameIs("seed"u8)
            || walker.NameIs("logprobs"u8) || Is(walker, "presencePenalty"u8, "presence_penalty"u8) || Is(walker, "frequencyPenalty"u8, "frequency_penalty"u8)
            || Is(walker, "thinkingConfig"u8, "thinking_config"u8);
        if (counts)
            walker.ProtocolProperty(ContentScope.User);
        else
            walker.Property(ContentScope.User);
    }
}
