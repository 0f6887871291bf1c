using System.Collections.Frozen;

namespace Sluice.Inspection.Dialects;

/// <summary>The dialects by name: one line each.</summary>
public static class DialectCatalog
{
    private static readonly OpenAi.OpenAiDialect OpenAi = new();

    public static FrozenDictionary<string, IDialect> All { get; } = new IDialect[]
    {
        OpenAi,
        new Anthropic.AnthropicDialect(),
        new Bedrock.BedrockDialect(),
        new Gemini.GeminiDialect(),
        new Ollama.OllamaDialect(),
        new Cohere.CohereDialect(),
        new Mistral.MistralDialect(),
        new Azure.AzureDialect(OpenAi),
        new Mcp.McpDialect(),
    }.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);
}
