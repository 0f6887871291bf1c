namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>The providers' APIs that the acceptance speaks.</summary>
internal static class Dialects
{
    private const string OpenAiError = "error.message error.type error.param error.code";

    private static readonly Dictionary<string, string> ChatRoles = new(StringComparer.Ordinal)
    {
        ["system"] = """{"role":"system","content":"%T"}""",
        ["user"] = """{"role":"user","content":"%T"}""",
        ["user in parts"] = """{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"%T"}]}""",
        ["assistant"] = """{"role":"assistant","content":"%T"}""",
        ["tool call"] = """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"q\":\"%T\"}"}}]}""",
        ["tool result"] = """{"role":"tool","tool_call_id":"c1","content":"%T"}""",
    };

    private static readonly string[] ChatRefused =
        ["\"max_tokens\":-1", "\"max_tokens\":99999999999999999999", "\"max_tokens\":1e30", "\"n\":129", "\"n\":-1"];

    private static readonly Spoken Chat = new("openai chat", "/v1/chat/completions", """{"model":"m","messages":[""", "]}")
    {
        Roles = ChatRoles,
        Refused = [.. ChatRefused, "\"max_completion_tokens\":-1"],
        Error = OpenAiError,
        Word = "content",
        Reason = ("finish_reason", "content_filter"),
        Mark = "data: [DONE]\n\n",
    };

    public static IReadOnlyList<Spoken> All { get; } =
    [
        Chat,
        Chat with { Name = "azure chat", Path = "/openai/deployments/d/chat/completions?api-version=2024-10-21", Error = "error.code error.message" },
        Chat with { Name = "mistral chat", Error = "object message type param code" },
        new("openai responses", "/v1/responses", """{"model":"m","input":[""", "]}")
        {
            Roles = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["instructions"] = "\"instructions\":\"%T\"",
                ["system"] = """{"role":"system","content":"%T"}""",
                ["user"] = """{"role":"user","content":"%T"}""",
                ["user in parts"] = """{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"%T"}]}""",
                ["assistant"] = """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"%T"}]}""",
                ["tool call"] = """{"type":"function_call","call_id":"c1","name":"f","arguments":"{\"q\":\"%T\"}"}""",
                ["tool result"] = """{"type":"function_call_output","call_id":"c1","output":"%T"}""",
            },
            Refused = ["\"max_output_tokens\":-1", "\"max_output_tokens\":1e30", "\"max_tool_calls\":-1"],
            Error = OpenAiError,
            Word = "text",
            Delta = "delta",
            Reason = ("reason", "content_filter"),
            HoldsWholeDeltas = true,
            Last = ("type", "response.incomplete"),
        },
        new("anthropic messages", "/v1/messages", """{"model":"m","max_tokens":9,"messages":[""", "]}")
        {
            Roles = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["system"] = "\"system\":\"%T\"",
                ["system in blocks"] = """ "system":[{"type":"text","text":"%T"}]""",
                ["user"] = """{"role":"user","content":"%T"}""",
                ["user in parts"] = """{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"%T"}]}""",
                ["assistant"] = """{"role":"assistant","content":"%T"}""",
                ["tool call"] = """{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"f","input":{"q":"%T"}}]}""",
                ["tool result"] = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"%T"}]}]}""",
            },
            Refused = ["\"max_tokens_to_sample\":-1", "\"max_tokens_to_sample\":1e30"],
            Error = "type error.type error.message request_id",
            Word = "text",
            Reason = ("stop_reason", "refusal"),
            HoldsWholeDeltas = true,
            Last = ("type", "message_stop"),
        },
        new("gemini generate", "/v1beta/models/m:generateContent", """{"contents":[""", "]}")
        {
            Roles = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["system"] = """ "systemInstruction":{"parts":[{"text":"%T"}]}""",
                ["user"] = """{"role":"user","parts":[{"text":"%T"}]}""",
                ["user in parts"] = """{"role":"user","parts":[{"text":"a"},{"text":"%T"}]}""",
                ["assistant"] = """{"role":"model","parts":[{"text":"%T"}]}""",
                ["tool call"] = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{"q":"%T"}}}]}""",
                ["tool result"] = """{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"out":"%T"}}}]}""",
            },
            Refused = [.. Within("generationConfig", "\"maxOutputTokens\":-1", "\"maxOutputTokens\":1e30", "\"candidateCount\":9", "\"candidateCount\":-1")],
            Error = "error.code error.message error.status error.details.@type error.details.reason error.details.domain",
            StreamPath = "/v1beta/models/m:streamGenerateContent?alt=sse",
            AsksForStream = false,
            Word = "text",
            Reason = ("finishReason", "SAFETY"),
        },
        new("ollama chat", "/api/chat", """{"model":"m","messages":[""", "]}")
        {
            Roles = new Dictionary<string, string>(ChatRoles, StringComparer.Ordinal)
            {
                ["user in parts"] = """{"role":"user","images":[],"content":"%T"}""",
                ["tool call"] = """{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"q":"%T"}}}]}""",
                ["tool result"] = """{"role":"tool","tool_name":"f","content":"%T"}""",
            },
            ClosedRoles = false,
            Error = "error",
            Framing = Framing.Lines,
            Word = "content",
            Reason = ("done_reason", "content_filter"),
        },
        new("cohere chat", "/v2/chat", """{"model":"m","messages":[""", "]}")
        {
            Roles = new Dictionary<string, string>(ChatRoles, StringComparer.Ordinal)
            {
                ["documents"] = """ "documents":[{"id":"d1","data":{"text":"%T"}}]""",
                ["tool result"] = """{"role":"tool","tool_call_id":"c1","content":[{"type":"document","document":{"id":"d1","data":"%T"}}]}""",
            },
            Refused = ["\"max_tokens\":-1", "\"max_tokens\":1e30"],
            Error = "message",
            Word = "text",
            Reason = ("finish_reason", "ERROR"),
            HoldsWholeDeltas = true,
            Last = ("type", "message-end"),
        },
        new("bedrock converse", "/model/m/converse", """{"messages":[""", "]}")
        {
            Roles = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["system"] = """ "system":[{"text":"%T"}]""",
                ["user"] = """{"role":"user","content":[{"text":"%T"}]}""",
                ["user in parts"] = """{"role":"user","content":[{"text":"a"},{"text":"%T"}]}""",
                ["assistant"] = """{"role":"assistant","content":[{"text":"%T"}]}""",
                ["tool call"] = """{"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{"q":"%T"}}}]}""",
                ["tool result"] = """{"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"%T"},{"json":{"q":"%T"}}]}}]}""",
            },
            Refused = [.. Within("inferenceConfig", "\"maxTokens\":-1", "\"maxTokens\":0", "\"maxTokens\":1e30")],
            Error = "message __type",
            StreamPath = "/model/m/converse-stream",
            AsksForStream = false,
            Framing = Framing.Aws,
            Word = "text",
            Reason = ("stopReason", "guardrail_intervened"),
            HoldsWholeDeltas = true,
            Last = ("usage", ""),
        },
        new("mcp messages", "/mcp", "[", "]")
        {
            Roles = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["user"] = """{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"greet","arguments":{"who":"%T"}}}""",
                ["assistant"] = """{"jsonrpc":"2.0","id":"s1","result":{"role":"assistant","content":{"type":"text","text":"%T"},"model":"m"}}""",
                ["tool call"] = """{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"echo","arguments":{"q":{"deep":["%T"]}}}}""",
                ["elicited"] = """{"jsonrpc":"2.0","id":"s2","result":{"action":"accept","content":{"q":"%T"}}}""",
            },
            ClosedRoles = false,
            AsksForStream = false,
            InPieces = false,
            Call = """{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"echo","arguments":{}}}""",
            Error = "jsonrpc id error.code error.message error.data.code",
            Word = "text",
            Reason = ("code", "content_filter"),
            Policy = "strict",
        },
    ];

    public static Spoken Named(string name) => All.Single(s => s.Name.Equals(name, StringComparison.Ordinal));

    private static IEnumerable<string> Within(string member, params string[] settings) => settings.Select(s => $"\"{member}\":{{{s}}}");
}
