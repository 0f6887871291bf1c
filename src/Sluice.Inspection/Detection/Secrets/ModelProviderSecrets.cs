using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Providers of language models and what is built around them.</summary>
internal static class ModelProviderSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: keys of projects, service accounts, administrators and users: marked by a prefix or by T3BlbkFJ, "OpenAI" in base64;
        //   and every other key of the form sk- and at least 32 letters and digits, which several providers share.
        // Misses: ids that begin alike but are no keys (sess-, org-, chatcmpl-) are left alone.
        // Example: sk-proj-... or sk-<20>T3BlbkFJ<20>
        // Source: https://platform.openai.com/docs/api-reference/authentication
        Detector.Create("secrets/openai-api-key", "OpenAI API key, or another provider's of the same form", certain: true,
            Open("sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20}", "[A-Za-z0-9_-]"),
            Prefixed("sk-[A-Za-z0-9]{16,}T3BlbkFJ[A-Za-z0-9]{16,}", variant: "legacy"),
            Prefixed("sk-[A-Za-z0-9]{32,}", SecretText.IsRandom, "plain")),

        // Finds: API keys, admin keys and OAuth tokens.
        // Misses: keys cut to fewer than 20 characters behind the prefix.
        // Example: sk-ant-api03-...
        // Source: https://docs.anthropic.com/en/api/overview
        Detector.Create("secrets/anthropic-api-key", "Anthropic API key or OAuth token", certain: true,
            Open("sk-ant-[a-z]{3,6}[0-9]{2}-[A-Za-z0-9_-]{20}", "[A-Za-z0-9_-]")),

        // Finds: keys of OpenRouter, 64 hex digits.
        // Misses: keys of versions after 9.
        // Example: sk-or-v1- + 64 hex digits
        // Source: https://openrouter.ai/docs/api-reference/authentication
        Detector.Create("secrets/openrouter-api-key", "OpenRouter API key", certain: true,
            Prefixed("sk-or-v[0-9]-[0-9a-f]{64}", SecretText.IsRandom)),

        // Finds: user and organisation tokens.
        // Misses: nothing known.
        // Example: hf_ + 34 letters
        // Source: https://huggingface.co/docs/hub/security-tokens
        Detector.Create("secrets/huggingface-token", "Hugging Face token", certain: true,
            Prefixed("(?:hf|api_org)_[A-Za-z0-9]{30,}", SecretText.IsRandom)),

        // Finds: Groq keys.
        // Misses: nothing known.
        // Example: gsk_ + 52 characters
        // Source: https://console.groq.com/docs/quickstart
        Detector.Create("secrets/groq-api-key", "Groq API key", certain: true,
            Prefixed("gsk_[A-Za-z0-9]{40,}", SecretText.IsRandom)),

        // Finds: xAI keys.
        // Misses: nothing known.
        // Example: xai- + 80 characters
        // Source: https://docs.x.ai/docs/overview
        Detector.Create("secrets/xai-api-key", "xAI API key", certain: true,
            Prefixed("xai-[A-Za-z0-9]{64,}", SecretText.IsRandom)),

        // Finds: Perplexity keys.
        // Misses: nothing known.
        // Example: pplx- + 48 characters
        // Source: https://docs.perplexity.ai/guides/api-key-management
        Detector.Create("secrets/perplexity-api-key", "Perplexity API key", certain: true,
            Prefixed("pplx-[A-Za-z0-9]{40,}", SecretText.IsRandom)),

        // Finds: Replicate tokens.
        // Misses: tokens from before the prefix of 2022 (40 hex digits).
        // Example: r8_ + 37 characters
        // Source: https://replicate.com/docs/topics/security/api-tokens
        Detector.Create("secrets/replicate-api-token", "Replicate API token", certain: true,
            Prefixed("r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])", SecretText.IsRandom)),

        // Finds: NVIDIA NIM and NGC personal keys.
        // Misses: legacy NGC keys without a prefix.
        // Example: nvapi- + 64 characters
        // Source: https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html
        Detector.Create("secrets/nvidia-api-key", "NVIDIA API key", certain: true,
            Open("nvapi-[A-Za-z0-9_-]{60}", "[A-Za-z0-9_-]")),

        // Finds: LangSmith personal and service keys, Pinecone keys, Tavily keys.
        // Misses: older forms without a prefix.
        // Example: lsv2_pt_ + 32 hex digits + _ + 10 hex digits
        // Source: https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key
        Detector.Create("secrets/ai-tooling-key", "LangSmith, Pinecone or Tavily key", certain: true,
            Prefixed("lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
            Open("pcsk_[A-Za-z0-9_]{50}", "[A-Za-z0-9_]", "pinecone"),
            Prefixed("tvly-(?:dev-|prod-)?[A-Za-z0-9]{32,}", SecretText.IsRandom, "tavily")),
    ];
}
