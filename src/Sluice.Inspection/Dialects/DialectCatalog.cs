using System.Collections.Frozen;

namespace Sluice.Inspection.Dialects;

/// <summary>The dialects by name: one line each.</summary>
public static class DialectCatalog
{
    public static FrozenDictionary<string, IDialect> All { get; } = new IDialect[]
    {
        new OpenAi.OpenAiDialect(),
        new Anthropic.AnthropicDialect(),
        new Bedrock.BedrockDialect(),
        new Gemini.GeminiDialect(),
        new Ollama.OllamaDialect(),
        new Cohere.CohereDialect(),
    }.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);
}
