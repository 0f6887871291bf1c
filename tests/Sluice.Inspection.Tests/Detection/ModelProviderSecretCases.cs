using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Providers of language models.</summary>
internal static class ModelProviderSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        OpenAi(list);
        Others(list);
        return list.Cases;
    }

    private static void OpenAi(CaseList list)
    {
        const string Name = "secrets/openai-api-key";
        list.Must(Name, "sk-" + Of(Alnum, 20) + "T3Blbk" + "FJ" + Of(Alnum, 20, 2), "OPENAI_API_KEY=@@", "Bearer @@\"", "the key @@, please");
        list.Must(Name, "sk-proj-" + Of(Base64Url, 74) + "T3Blbk" + "FJ" + Of(Base64Url, 74, 2), "@@", "'@@'", @"\t@@\n");
        list.Must(Name, "sk-svcacct-" + Of(Base64Url, 60), "@@ ");
        list.Must(Name, "sk-admin-" + Of(Base64Url, 60), "key=@@;");
        list.Must(Name, "sk-" + Of(Alnum, 48), "@@");
        list.Must(Name, "sk-" + Of(Hex, 32), "DEEPSEEK_API_KEY=@@");
        list.Pass(Name, "sk-proj-name", "sk-" + new string('x', 48), "sk-your-key-here-please-replace-it", "task-" + Of(Alnum, 48), "desk-" + Of(Alnum, 48),
            "sk-proj-" + Of(Alnum, 19), "chatcmpl-" + Of(Alnum, 29), "org-" + Of(Alnum, 24), "sk-" + Of(Alnum, 12));
    }

    private static void Others(CaseList list)
    {
        list.Must("secrets/anthropic-api-key", "sk-ant-api03-" + Of(Base64Url, 93) + "AA", "ANTHROPIC_API_KEY=@@", "x-api-key: @@\r\n");
        list.Must("secrets/anthropic-api-key", "sk-ant-oat01-" + Of(Base64Url, 80) + "9", "@@");
        list.Pass("secrets/anthropic-api-key", "sk-ant-api03-...", "sk-ant-colony", "sk-ant-api03-" + Of(Alnum, 19));

        list.Must("secrets/openrouter-api-key", "sk-or-v1-" + Of(Hex, 64), "@@", "Bearer @@ ");
        list.Pass("secrets/openrouter-api-key", "sk-or-v1-" + Of(Hex, 30), "sk-or-v1-" + new string('0', 64), "sk-or-not");

        list.Must("secrets/huggingface-token", "hf_" + Of(Upper + Lower, 34), "@@", "HF_TOKEN=@@\n", "login(\"@@\")");
        list.Must("secrets/huggingface-token", "api_org_" + Of(Upper + Lower, 34), "@@");
        list.Pass("secrets/huggingface-token", "hf_hub_download", "hf_" + new string('x', 34), "hf_xet", "self_" + Of(Upper + Lower, 34));

        list.Must("secrets/groq-api-key", "gsk_" + Of(Alnum, 52), "@@", "GROQ_API_KEY='@@'");
        list.Pass("secrets/groq-api-key", "gsk_menu_item_new", "gsk_" + Of(Alnum, 20), "zgsk_" + Of(Alnum, 52));

        list.Must("secrets/xai-api-key", "xai-" + Of(Alnum, 80), "@@", "XAI_API_KEY=@@");
        list.Pass("secrets/xai-api-key", "xai-grok-4-fast-reasoning", "xai-" + Of(Alnum, 40));

        list.Must("secrets/perplexity-api-key", "pplx-" + Of(Alnum, 48), "@@", "Bearer @@,");
        list.Pass("secrets/perplexity-api-key", "pplx-7b-online", "pplx-" + new string('a', 48));

        list.Must("secrets/replicate-api-token", "r8_" + Of(Alnum, 37), "@@", "REPLICATE_API_TOKEN=@@");
        list.Pass("secrets/replicate-api-token", "r8_" + Of(Alnum, 36), "r8_" + Of(Alnum, 38), "rgba_r8_unorm");

        list.Must("secrets/nvidia-api-key", "nvapi-" + Of(Base64Url, 64), "@@", "NGC_API_KEY=\"@@\"");
        list.Pass("secrets/nvidia-api-key", "nvapi-client", "nvapi-" + Of(Base64Url, 30));

        list.Must("secrets/ai-tooling-key", $"lsv2_pt_{Of(Hex, 32)}_{Of(Hex, 10)}", "LANGSMITH_API_KEY=@@");
        list.Must("secrets/ai-tooling-key", "pcsk_" + Of(Alnum, 64), "PINECONE_API_KEY=@@");
        list.Must("secrets/ai-tooling-key", "tvly-dev-" + Of(Alnum, 32), "TAVILY_API_KEY=@@");
        list.Pass("secrets/ai-tooling-key", "lsv2_pt_short", "pcsk_index", "tvly-search-results");
    }
}
