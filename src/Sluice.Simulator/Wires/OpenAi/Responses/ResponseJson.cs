using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.OpenAi.Responses;

/// <summary>The response object and its output items, finished or just begun.</summary>
internal static class ResponseJson
{
    /// <summary>As it is when all is said.</summary>
    public static Verbatim Finished(Reply reply)
    {
        string status = Status(reply);
        string? reason = status is "incomplete" ? Reason(reply.Only.Finish) : null;
        return Write(reply, status, [.. Items(reply)], Usage(reply), status is "failed" ? Failure : Verbatim.Null, Incomplete(reason));
    }

    /// <summary>As it is in <c>response.created</c>.</summary>
    public static Verbatim Begun(Reply reply) => Write(reply, "in_progress", [], Verbatim.Null, Verbatim.Null, Verbatim.Null);

    /// <summary>How the response ends: <c>completed</c>, <c>incomplete</c> or <c>failed</c>.</summary>
    public static string Status(Reply reply) => reply.Only.Finish switch
    {
        "length" or "content_filter" or "max_output_tokens" or "incomplete" => "incomplete",
        "failed" => "failed",
        _ => "completed",
    };

    public static Verbatim Reasoning(Reply reply, Verbatim summary) =>
        Verbatim.Of($$"""{"id":{{ItemId("rs", reply, 0)}},"type":"reasoning","summary":[{{summary}}]}""");

    public static Verbatim SummaryPart(Spoken text) => Verbatim.Of($$"""{"type":"summary_text","text":{{text}}}""");

    public static Verbatim Message(Reply reply, string status, params IEnumerable<Verbatim> parts) => Verbatim.Of(
        $$"""
        {"id":{{ItemId("msg", reply, 0)}},"type":"message","status":{{status}},"role":"assistant","content":[{{parts}}]
        {{new Verbatim(reply.Script.Extra.Message)}}}
        """);

    public static Verbatim TextPart(Spoken text) => Verbatim.Of($$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{text}}}""");

    public static Verbatim RefusalPart(Spoken text) => Verbatim.Of($$"""{"type":"refusal","refusal":{{text}}}""");

    public static Verbatim Call(Reply reply, int tool, string status, Spoken arguments)
    {
        var call = reply.Only.ToolCalls[tool];
        return Verbatim.Of(
            $$"""
            {"id":{{ItemId("fc", reply, tool)}},"type":"function_call","status":{{status}},"arguments":{{arguments}},
            "call_id":{{call.Id}},"name":{{call.Name}}}
            """);
    }

    public static string ItemId(string prefix, Reply reply, int index) => $"{prefix}_sim_{reply.Number}_{index}";

    private static Verbatim Failure { get; } = Verbatim.Raw("""{"code":"server_error","message":"The server had an error while processing your request."}""");

    private static IEnumerable<Verbatim> Items(Reply reply)
    {
        var choice = reply.Only;
        if (choice.Reasoning is { Length: > 0 }) yield return Reasoning(reply, SummaryPart(Spoken.Of(choice.Reasoning, reply)));
        var parts = new List<Verbatim>();
        if (choice.Content is { Length: > 0 }) parts.Add(TextPart(Spoken.Of(choice.Content, reply)));
        if (choice.Refusal is { Length: > 0 }) parts.Add(RefusalPart(Spoken.Of(choice.Refusal, reply)));
        if (parts.Count > 0) yield return Message(reply, Status(reply) is "completed" ? "completed" : "incomplete", parts);
        for (int tool = 0; tool < choice.ToolCalls.Count; tool++)
            yield return Call(reply, tool, "completed", Spoken.Of(choice.ToolCalls[tool].Arguments, reply));
    }

    private static string Reason(string finish) => finish is "content_filter" ? finish : "max_output_tokens";

    private static Verbatim Incomplete(string? reason) => reason is null ? Verbatim.Null : Verbatim.Of($$"""{"reason":{{reason}}}""");

    private static Verbatim Usage(Reply reply)
    {
        if (reply.Usage is not { } usage) return Verbatim.Null;
        long total = (long)usage.Prompt + usage.Completion;
        return Verbatim.Of(
            $$$"""
            {"input_tokens":{{{usage.Prompt}}},"input_tokens_details":{"cached_tokens":0},
            "output_tokens":{{{usage.Completion}}},"output_tokens_details":{"reasoning_tokens":0},"total_tokens":{{{total}}}}
            """);
    }

    private static Verbatim Write(Reply reply, string status, Verbatim[] items, Verbatim usage, Verbatim error, Verbatim incomplete) => Verbatim.Of(
        $$$"""
        {"id":{{{reply.Id}}},"object":"response","created_at":{{{reply.Created}}},"status":{{{status}}},"background":false,"error":{{{error}}},
        "incomplete_details":{{{incomplete}}},"instructions":null,"max_output_tokens":null,"model":{{{reply.Model}}},"output":[{{{items}}}],
        "parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":{{{reply.Request.Store}}},
        "temperature":1,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1,"truncation":"disabled",
        "usage":{{{usage}}},"user":null,"metadata":{}{{{new Verbatim(reply.Script.Extra.Top)}}}}
        """);
}
