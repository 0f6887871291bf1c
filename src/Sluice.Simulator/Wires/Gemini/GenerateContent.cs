using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary><c>:generateContent</c>, and <c>:streamGenerateContent</c> as events or as one JSON array.</summary>
internal sealed class GenerateContent(bool streams) : IChatEndpoint
{
    public IErrorShape Errors => GeminiErrors.Shape;

    public string IdPrefix => "gemini-sim-";

    public bool HasChoices => true;

    public bool ArgumentsAreJson => true;

    public bool StreamsArguments => false;

    public string StreamContentType(SimulatedExchange exchange) =>
        AsEvents(exchange) ? ContentTypes.EventStream : ContentTypes.Json;

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, body => Read(body, exchange));

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => output.Json(
        $$"""
        {"candidates":[{{reply.Choices.Select(choice => Candidate(reply, choice, [.. Parts(reply, choice)], FinishReason(choice)))}}]
        {{Usage(reply)}},"modelVersion":{{reply.Model}},"responseId":{{reply.Id}}{{new Verbatim(reply.Script.Extra.Top)}}}
        """);

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new ContentStream(output, reply);

    /// <param name="finish">Null while more comes.</param>
    public static Verbatim Candidate(Reply reply, ReplyChoice choice, Verbatim[] parts, string? finish)
    {
        var end = finish is null ? Verbatim.Nothing : Verbatim.Of($$""","finishReason":{{finish}}""");
        return Verbatim.Of(
            $$$"""
            {"content":{"parts":[{{{parts}}}],"role":"model"{{{new Verbatim(reply.Script.Extra.Message)}}}}{{{end}}},"index":{{{choice.Index}}}
            {{{new Verbatim(reply.Script.Extra.Choice)}}}}
            """);
    }

    public static Verbatim Thought(Spoken text) => Verbatim.Of($$"""{"text":{{text}},"thought":true}""");

    public static Verbatim Text(Spoken text) => Verbatim.Of($$"""{"text":{{text}}}""");

    public static Verbatim Call(ScriptToolCall call) => Verbatim.Of(
        $$$"""{"functionCall":{"name":{{{call.Name}}},"args":{{{Verbatim.ArgumentsOf(call.Arguments)}}},"id":{{{call.Id}}}}}""");

    public static Verbatim Usage(Reply reply)
    {
        if (reply.Usage is not { } usage) return Verbatim.Nothing;
        long total = (long)usage.Prompt + usage.Completion;
        return Verbatim.Of(
            $$$"""
            ,"usageMetadata":{"promptTokenCount":{{{usage.Prompt}}},"candidatesTokenCount":{{{usage.Completion}}},"totalTokenCount":{{{total}}},
            "promptTokensDetails":[{"modality":"TEXT","tokenCount":{{{usage.Prompt}}}}]}
            """);
    }

    /// <summary>OpenAI's words for an end, which a script may use, in Gemini's. A call of a function is no reason to stop here.</summary>
    public static string FinishReason(ReplyChoice choice) => choice.Finish switch
    {
        "stop" when choice.Refusal is not null => "SAFETY",
        "stop" or "tool_calls" => "STOP",
        "length" => "MAX_TOKENS",
        "content_filter" => "SAFETY",
        var other => other,
    };

    private static bool AsEvents(SimulatedExchange exchange) => exchange.Request.Query["alt"] == "sse";

    private static IEnumerable<Verbatim> Parts(Reply reply, ReplyChoice choice)
    {
        if (choice.Reasoning is not null) yield return Thought(Spoken.Of(choice.Reasoning, reply));
        if (choice.Content is not null) yield return Text(Spoken.Of(choice.Content, reply));
        if (choice.Refusal is not null) yield return Text(Spoken.Of(choice.Refusal, reply));
        foreach (var call in choice.ToolCalls) yield return Call(call);
    }

    private ChatRequest Read(JsonElement body, SimulatedExchange exchange)
    {
        var contents = body.Items("contents");
        var last = contents.Count > 0 ? contents[^1] : default;
        var results = last.Items("parts").Select(part => part.At("functionResponse").At("response")).Where(result => result.ValueKind == JsonValueKind.Object).ToList();
        return new ChatRequest
        {
            MessagesField = "contents",
            Model = exchange.PathValue,
            HasMessages = contents.Count > 0,
            LastUserText = contents.LastOrDefault(content => !content.Is("role", "model")).At("parts").PartsText(),
            ToolResult = results.Count > 0 ? string.Join(' ', results.Select(Said)) : null,
            FirstTool = body.Items("tools").SelectMany(tool => tool.Items("functionDeclarations")).Select(tool => tool.Text("name")).FirstOrDefault(),
            Choices = body.At("generationConfig").Count("candidateCount", 1, 8, 1),
            Stream = streams,
            StreamsAsArray = !AsEvents(exchange),
        };
    }

    /// <summary>A function's response is any object; by custom its text stands in one of two fields.</summary>
    private static string Said(JsonElement result) => result.Text("output") ?? result.Text("result") ?? result.GetRawText();
}
