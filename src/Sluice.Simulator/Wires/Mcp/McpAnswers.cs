using System.Text;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary>A server of the Model Context Protocol with three tools, a resource and a prompt. A script's <c>reply</c> is what they say.</summary>
internal static class McpAnswers
{
    private const string Sampling = "ask";

    /// <summary>The messages that answer one; none for a notification and for an answer of the client's.</summary>
    /// <param name="message">A message of JSON-RPC.</param>
    public static IReadOnlyList<Verbatim> To(JsonElement message, Script script)
    {
        if (message.Text("method") is not { } method || message.At("id").ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) return [];
        var id = Verbatim.Of(message.At("id"));
        var parameters = message.At("params");
        var answers = new List<Verbatim>();
        if (script.Reasoning is not null) answers.Add(Log(script.Reasoning, script));
        if (method is "tools/call" && parameters.Is("name", Sampling)) answers.Add(AskClient(script));
        answers.Add(Result(method, parameters, script) switch
        {
            { Json.IsEmpty: false } result => Verbatim.Of($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}"""),
            _ when method is "tools/call" or "prompts/get" or "resources/read" => McpErrors.Write(id, McpErrors.InvalidParams, $"Unknown: {Name(parameters)}"),
            _ => McpErrors.Write(id, McpErrors.MethodNotFound, "Method not found"),
        });
        return answers;
    }

    /// <summary>A message of the server's own accord.</summary>
    public static Verbatim Log(string text, Script script) => Verbatim.Of(
        $$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"sim","data":{{{Say(text, script)}}}}}""");

    private static Verbatim Result(string method, JsonElement parameters, Script script) => method switch
    {
        "initialize" => Initialized(parameters),
        "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe" => Verbatim.Raw("{}"),
        "tools/list" => Verbatim.Of(
            $$"""{"tools":[{{Tool("echo", script.Replies?[0] ?? "Says its arguments back.")}},{{Tool("leak", "Says what it should not.")}},{{Tool(Sampling, "Asks the client's model.")}}]}"""),
        "tools/call" => Called(parameters, script),
        "resources/list" => Verbatim.Raw("""{"resources":[{"uri":"sim://note","name":"note","description":"A note.","mimeType":"text/plain"}]}"""),
        "resources/templates/list" => Verbatim.Raw("""{"resourceTemplates":[]}"""),
        "resources/read" => Read(parameters, script),
        "prompts/list" => Verbatim.Raw("""{"prompts":[{"name":"greet","description":"Greets.","arguments":[{"name":"who","required":false}]}]}"""),
        "prompts/get" => Prompt(parameters, script),
        "completion/complete" => Verbatim.Of($$$"""{"completion":{"values":[{{{Say(script.Replies?[0] ?? "sim", script)}}}],"total":1,"hasMore":false}}"""),
        _ => Verbatim.Nothing,
    };

    private static Verbatim Initialized(JsonElement parameters) => Verbatim.Of(
        $$$"""
        {"protocolVersion":{{{parameters.Text("protocolVersion") ?? "2025-06-18"}}},
        "capabilities":{"tools":{},"resources":{},"prompts":{},"logging":{},"completions":{}},
        "serverInfo":{"name":"sluice-simulator","version":"0.0.0"},"instructions":"A simulated server: it says back what it is told."}
        """);

    private static Verbatim Tool(string name, string description) => Verbatim.Of(
        $$$"""
        {"name":{{{name}}},"description":{{{description}}},
        "inputSchema":{"type":"object","properties":{"text":{"type":"string","description":"Any text."}}
        }}
        """);

    private static Verbatim Called(JsonElement parameters, Script script)
    {
        string? said = script.Refusal ?? script.Replies?[0] ?? parameters.Text("name") switch
        {
            "echo" => parameters.At("arguments") is { ValueKind: JsonValueKind.Object } given ? Encoding.UTF8.GetString(Verbatim.Of(given).Json.Span) : "{}",
            "leak" => PlantedText.Leak,
            Sampling => "The client was asked.",
            _ => null,
        };
        if (said is null) return Verbatim.Nothing;
        return Verbatim.Of(
            $$"""
            {"content":[{"type":"text","text":{{Say(said, script)}}}],"isError":{{script.Refusal is not null}}{{new Verbatim(script.Extra.Top)}}}
            """);
    }

    private static Verbatim Read(JsonElement parameters, Script script)
    {
        if (parameters.Text("uri") is not { } uri) return Verbatim.Nothing;
        string said = script.Replies?[0] ?? "A note.";
        return Verbatim.Of($$"""{"contents":[{"uri":{{uri}},"mimeType":"text/plain","text":{{Say(said, script)}}}]}""");
    }

    private static Verbatim Prompt(JsonElement parameters, Script script)
    {
        if (!parameters.Is("name", "greet")) return Verbatim.Nothing;
        string said = script.Replies?[0] ?? $"Greet {parameters.At("arguments").Text("who") ?? "everybody"}.";
        return Verbatim.Of(
            $$$"""{"description":"Greets.","messages":[{"role":"user","content":{"type":"text","text":{{{Say(said, script)}}}}}]}""");
    }

    /// <summary>A request of the server's to the client, whose answer nobody waits for.</summary>
    private static Verbatim AskClient(Script script) => Verbatim.Of(
        $$$"""
        {"jsonrpc":"2.0","id":"sim-1","method":"sampling/createMessage","params":{"messages":[
        {"role":"user","content":{"type":"text","text":{{{Say(script.Replies?[0] ?? "What shall I say?", script)}}}}}],"maxTokens":100}}
        """);

    private static string Name(JsonElement parameters) => parameters.Text("name") is { Length: <= 200 } name ? name : "no name";

    private static Spoken Say(string text, Script script) => new(text.AsMemory(), script.EscapeUnicode);
}
