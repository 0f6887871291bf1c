using System.Text;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Dialects;
using Sluice.Inspection.Tests.Dialects.Bedrock;
using Sluice.Inspection.Tests.Dialects.OpenAi;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Detection.Agents;

/// <summary>A call of the tool <c>shell</c> with the argument <c>command</c> in every dialect: in an answer, in a stream, in a request's history, and the tool's definition.</summary>
internal static class ToolCalls
{
    public const string Command = "rm -rf /srv/data";

    public static IEnumerable<string> Dialects => ["openai", "functions", "custom", "responses", "anthropic", "converse", "claude", "gemini", "cohere", "ollama", "mistral", "azure", "mcp", "realtime"];

    public static Wire WireOf(string dialect) => dialect switch
    {
        "responses" => new Wire("openai", "/v1/responses"),
        "anthropic" => new Wire("anthropic", "/v1/messages"),
        "converse" => new Wire("bedrock", AwsStream.Claude + "converse", "application/vnd.amazon.eventstream"),
        "claude" => new Wire("bedrock", AwsStream.Claude + "invoke"),
        "gemini" => new Wire("gemini", "/v1beta/models/gemini-x:streamGenerateContent"),
        "cohere" => new Wire("cohere", "/v2/chat"),
        "ollama" => new Wire("ollama", "/api/chat", "application/x-ndjson"),
        "mistral" => new Wire("mistral", "/v1/chat/completions"),
        "azure" => new Wire("azure", "/openai/deployments/gpt-x/chat/completions"),
        "mcp" => new Wire("mcp", "/mcp"),
        _ => new Wire("openai", "/v1/chat/completions"),
    };

    public static Exchange Exchange(string dialect, Policy policy) => dialect == "realtime" ? RealtimeGiven.Exchange(policy) : WireOf(dialect).Exchange(policy);

    /// <summary>The call in a whole answer, or null where the dialect has none.</summary>
    public static string? Answer(string dialect, string tool = "shell") => dialect switch
    {
        "openai" or "mistral" or "azure" =>
            $$$$$$"""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}","name":"{{{{{{tool}}}}}}"}}]},"finish_reason":"tool_calls"}]}""",
        "functions" => $$$$$$"""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","function_call":{"name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}},"finish_reason":"function_call"}]}""",
        "custom" => $$$$$$"""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"call_1","type":"custom","custom":{"name":"{{{{{{tool}}}}}}","input":"{{{{{{Command}}}}}}"}}]},"finish_reason":"tool_calls"}]}""",
        "responses" => $$$$$$"""{"id":"resp_1","object":"response","status":"completed","output":[{"type":"function_call","id":"fc_1","call_id":"call_1","name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}","status":"completed"}]}""",
        "anthropic" or "claude" => $$$$$$"""{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"tool_use","id":"toolu_1","input":{"command":"{{{{{{Command}}}}}}"},"name":"{{{{{{tool}}}}}}"}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":4}}""",
        "converse" => $$$$$$"""{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","input":{"command":"{{{{{{Command}}}}}}"},"name":"{{{{{{tool}}}}}}"}}]}},"stopReason":"tool_use","usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7}}""",
        "gemini" => $$$$$$"""{"candidates":[{"index":0,"content":{"role":"model","parts":[{"functionCall":{"args":{"command":"{{{{{{Command}}}}}}"},"name":"{{{{{{tool}}}}}}"}}]},"finishReason":"STOP"}]}""",
        "cohere" => $$$$$$"""{"id":"c","message":{"role":"assistant","tool_calls":[{"id":"t1","type":"function","function":{"name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}}]},"finish_reason":"TOOL_CALL"}""",
        "ollama" => $$$$$$"""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"{{{{{{tool}}}}}}","arguments":{"command":"{{{{{{Command}}}}}}"}}}]},"done":true}""",
        _ => null,
    };

    /// <summary>The call in a stream, or null where the dialect has none: the name comes before the arguments, which come in pieces.</summary>
    public static byte[]? Stream(string dialect, string tool = "shell") => dialect switch
    {
        "openai" or "azure" or "mistral" => Utf8(
            ChatStream.Chunk($$$$$$"""{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"{{{{{{tool}}}}}}","arguments":""}}]}""")
            + ChatStream.Arguments("{\"comm") + ChatStream.Arguments("and\":\"rm -rf") + ChatStream.Arguments(" /srv/data\"}") + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done),
        "functions" => Utf8(
            ChatStream.Chunk($$$$$$"""{"role":"assistant","function_call":{"name":"{{{{{{tool}}}}}}"}}""") + ChatStream.Chunk("""{"function_call":{"arguments":"{\"command\":"}}""")
            + ChatStream.Chunk("""{"function_call":{"arguments":"\"rm -rf /srv/data\"}"}}""") + ChatStream.Finish(reason: "function_call") + ChatStream.Done),
        "custom" => Utf8(
            ChatStream.Chunk($$$$$$"""{"tool_calls":[{"index":1,"id":"call_1","type":"custom","custom":{"name":"{{{{{{tool}}}}}}","input":""}}]}""")
            + ChatStream.Chunk("""{"tool_calls":[{"index":1,"custom":{"input":"rm -rf /sr"}}]}""") + ChatStream.Chunk("""{"tool_calls":[{"index":1,"custom":{"input":"v/data"}}]}""")
            + ChatStream.Finish(reason: "tool_calls") + ChatStream.Done),
        "responses" => Utf8(Responses(tool)),
        "anthropic" => Utf8(
            Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}""")
            + Event("content_block_start", $$$$$$"""{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"{{{{{{tool}}}}}}","input":{}}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"command\": \"rm -rf"}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":" /srv/data\"}"}}""")
            + Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
            + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""") + Event("message_stop", """{"type":"message_stop"}""")),
        "converse" =>
        [
            .. AwsStream.Event("messageStart", """{"role":"assistant"}"""),
            .. AwsStream.Event("contentBlockStart", $$$$$$"""{"start":{"toolUse":{"toolUseId":"t1","name":"{{{{{{tool}}}}}}"}},"contentBlockIndex":0}"""),
            .. AwsStream.Event("contentBlockDelta", """{"delta":{"toolUse":{"input":"{\"command\":\"rm -rf"}},"contentBlockIndex":0}"""),
            .. AwsStream.Event("contentBlockDelta", """{"delta":{"toolUse":{"input":" /srv/data\"}"}},"contentBlockIndex":0}"""),
            .. AwsStream.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
            .. AwsStream.Event("messageStop", """{"stopReason":"tool_use"}"""),
        ],
        "gemini" => Utf8("data: " + Answer("gemini", tool) + "\n\n"),
        "cohere" => Utf8(
            Event("message-start", """{"type":"message-start","id":"m1","delta":{"message":{"role":"assistant"}}}""")
            + Event("tool-call-start", $$$$$$"""{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t1","type":"function","function":{"name":"{{{{{{tool}}}}}}","arguments":""}}}}}""")
            + Event("tool-call-delta", """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"command\":\"rm -rf"}}}}}""")
            + Event("tool-call-delta", """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":" /srv/data\"}"}}}}}""")
            + Event("tool-call-end", """{"type":"tool-call-end","index":0}""") + Event("message-end", """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}}""")),
        "ollama" => Utf8(Answer("ollama", tool) + "\n"),
        "realtime" => [.. RealtimeMessages(tool).SelectMany(Utf8)],
        _ => null,
    };

    /// <summary>The messages of a session, each one message of the socket.</summary>
    public static IEnumerable<string> RealtimeMessages(string tool) =>
    [
        $$$$$$"""{"type":"response.output_item.added","event_id":"e1","response_id":"resp_1","output_index":0,"item":{"id":"item_1","object":"realtime.item","type":"function_call","status":"in_progress","name":"{{{{{{tool}}}}}}","call_id":"call_1","arguments":""}}""",
        RealtimeGiven.Delta("response.function_call_arguments", "{\"command\":\"rm -rf"),
        RealtimeGiven.Delta("response.function_call_arguments", " /srv/data\"}"),
        RealtimeGiven.Done("response.function_call_arguments", "arguments", "{\"command\":\"rm -rf /srv/data\"}"),
        RealtimeGiven.ResponseDone(),
    ];

    /// <summary>A request whose history has the call, or that is the call, or null where the dialect has none.</summary>
    public static string? Request(string dialect, string tool = "shell") => dialect switch
    {
        "openai" or "mistral" or "azure" =>
            $$$$$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}}]}]}""",
        "functions" => $$$$$$"""{"model":"m","messages":[{"role":"assistant","function_call":{"name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}}]}""",
        "custom" => $$$$$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"call_1","type":"custom","custom":{"name":"{{{{{{tool}}}}}}","input":"{{{{{{Command}}}}}}"}}]}]}""",
        "responses" => $$$$$$"""{"model":"m","input":[{"type":"function_call","call_id":"call_1","name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}]}""",
        "anthropic" or "claude" => $$$$$$"""{"max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"{{{{{{tool}}}}}}","input":{"command":"{{{{{{Command}}}}}}"}}]}]}""",
        "converse" => $$$$$$"""{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"{{{{{{tool}}}}}}","input":{"command":"{{{{{{Command}}}}}}"}}}]}]}""",
        "gemini" => $$$$$$"""{"contents":[{"role":"model","parts":[{"functionCall":{"name":"{{{{{{tool}}}}}}","args":{"command":"{{{{{{Command}}}}}}"}}}]}]}""",
        "cohere" => $$$$$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"t1","type":"function","function":{"name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}}]}]}""",
        "ollama" => $$$$$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"{{{{{{tool}}}}}}","arguments":{"command":"{{{{{{Command}}}}}}"}}}]}]}""",
        "mcp" => $$$$$$"""{"jsonrpc":"2.0","id":1,"params":{"name":"{{{{{{tool}}}}}}","arguments":{"command":"{{{{{{Command}}}}}}"}},"method":"tools/call"}""",
        "realtime" => $$$$$$"""{"type":"conversation.item.create","item":{"type":"function_call","call_id":"call_1","name":"{{{{{{tool}}}}}}","arguments":"{\"command\":\"{{{{{{Command}}}}}}\"}"}}""",
        _ => null,
    };

    /// <summary>A request that defines the tool with a description, or null where the dialect has none.</summary>
    public static string? Definition(string dialect, string description = "Runs a command.") => dialect switch
    {
        "openai" or "mistral" or "azure" or "cohere" or "ollama" =>
            $$$$$$"""{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"shell","description":"{{{{{{description}}}}}}","parameters":{"type":"object","properties":{"name":{"type":"string"}}}}}]}""",
        "functions" => $$$$$$"""{"model":"m","messages":[],"functions":[{"name":"shell","description":"{{{{{{description}}}}}}"}]}""",
        "custom" => $$$$$$"""{"model":"m","messages":[],"tools":[{"type":"custom","custom":{"name":"shell","description":"{{{{{{description}}}}}}"}}]}""",
        "responses" => $$$$$$"""{"model":"m","input":"x","tools":[{"type":"function","name":"shell","description":"{{{{{{description}}}}}}"}]}""",
        "anthropic" or "claude" => $$$$$$"""{"max_tokens":9,"messages":[],"tools":[{"name":"shell","description":"{{{{{{description}}}}}}","input_schema":{"type":"object"}}]}""",
        "converse" => $$$$$$"""{"messages":[],"toolConfig":{"tools":[{"toolSpec":{"name":"shell","description":"{{{{{{description}}}}}}","inputSchema":{"json":{"type":"object"}}}}]}}""",
        "gemini" => $$$$$$"""{"contents":[],"tools":[{"functionDeclarations":[{"name":"shell","description":"{{{{{{description}}}}}}"}]}]}""",
        "realtime" => $$$$$$"""{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function","name":"shell","description":"{{{{{{description}}}}}}"}]}}""",
        _ => null,
    };

    /// <summary>An MCP server's list of one tool.</summary>
    public static string McpList(string description, string name = "shell") =>
        $$$$$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"{{{{{{name}}}}}}","description":"{{{{{{description}}}}}}","inputSchema":{"type":"object","properties":{"name":{"type":"string"}}}}]}}""";

    /// <summary>Has a stream guarded; returns what the client sees of it.</summary>
    public static string Streamed(string dialect, Exchange exchange, byte[] stream, int piece)
    {
        if (dialect == "realtime")
            return string.Join('\n', RealtimeGiven.Seen(exchange.Policy, Encoding.UTF8.GetString(stream).Replace("}{\"type\"", "}\n{\"type\"").Split('\n'), replies: null, exchange));
        using StreamGuard guard = Inspector.OpenStream(exchange, WireOf(dialect).MediaType, Given.Limits)!;
        using PooledBuffer<byte> output = new();
        for (int at = 0; at < stream.Length && !guard.Ended; at += piece)
            guard.Push(stream.AsSpan(at, Math.Min(piece, stream.Length - at)), output);
        guard.Complete(output);
        return Encoding.UTF8.GetString(output.Span);
    }

    private static string Responses(string tool)
    {
        string Item(string arguments) => $$$$$$"""{"type":"function_call","id":"fc_1","call_id":"call_1","name":"{{{{{{tool}}}}}}","arguments":{{{{{{ChatStream.Quote(arguments)}}}}}},"status":"completed"}""";
        const string Whole = "{\"command\":\"rm -rf /srv/data\"}";
        return ResponseStream.Begin().ItemAdded(Item("")).Delta("function_call_arguments", "{\"command\":\"rm -rf", more: "").Delta("function_call_arguments", " /srv/data\"}", more: "")
            .Done("function_call_arguments", "arguments", Whole, more: "").ItemDone(Item(Whole)).Completed(Item(Whole));
    }

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
