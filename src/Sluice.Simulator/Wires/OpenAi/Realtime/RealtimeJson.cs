using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>The objects in the events.</summary>
internal static class RealtimeJson
{
    public static void Event(Frames frames, string type, Verbatim members)
    {
        var rest = members.Json.IsEmpty ? Verbatim.Nothing : Verbatim.Of($",{members}");
        frames.Event("", $$"""{"type":{{type}},"event_id":"event_sim"{{rest}}}""");
    }

    /// <summary>An item of the client's with the id that it lacks.</summary>
    public static Verbatim WithId(string id, JsonElement item)
    {
        var members = item.EnumerateObject().Select(member => Verbatim.Of($"{member.Name}:{Verbatim.Of(member.Value)}"));
        return Verbatim.Of($$"""{{{members.Prepend(Verbatim.Of($"\"id\":{id}"))}}}""");
    }

    public static Verbatim Message(Reply reply, string status, params IEnumerable<Verbatim> parts) => Verbatim.Of(
        $$"""
        {"id":{{ItemId(reply, 0)}},"object":"realtime.item","type":"message","status":{{status}},"role":"assistant","content":[{{parts}}]}
        """);

    public static Verbatim Call(Reply reply, int tool, int index, string status, Spoken arguments)
    {
        var call = reply.Only.ToolCalls[tool];
        return Verbatim.Of(
            $$"""
            {"id":{{ItemId(reply, index)}},"object":"realtime.item","type":"function_call","status":{{status}},"name":{{call.Name}},
            "call_id":{{call.Id}},"arguments":{{arguments}}}
            """);
    }

    public static string ItemId(Reply reply, int index) => $"item_sim_{reply.Number}_{index}";

    /// <param name="status"><c>in_progress</c>, <c>completed</c>, <c>incomplete</c>, <c>cancelled</c> or <c>failed</c>.</param>
    public static Verbatim Response(Reply reply, string status, IEnumerable<Verbatim> items)
    {
        var details = status switch
        {
            "incomplete" => Verbatim.Of($$"""{"type":"incomplete","reason":{{(reply.Only.Finish is "content_filter" ? "content_filter" : "max_output_tokens")}}}"""),
            "cancelled" => Verbatim.Raw("""{"type":"cancelled","reason":"client_cancelled"}"""),
            "failed" => Verbatim.Raw("""{"type":"failed","error":{"type":"server_error","code":"server_error"}}"""),
            _ => Verbatim.Null,
        };
        return Verbatim.Of(
            $$"""
            {"object":"realtime.response","id":{{reply.Id}},"status":{{status}},"status_details":{{details}},"output":[{{items}}],
            "conversation_id":"conv_sim","output_modalities":[{{reply.Request.Format}}],"metadata":null,"usage":{{Usage(reply, status)}}}
            """);
    }

    private static Verbatim Usage(Reply reply, string status)
    {
        if (status is "in_progress" || reply.Usage is not { } usage) return Verbatim.Null;
        long total = (long)usage.Prompt + usage.Completion;
        return Verbatim.Of($$"""{"total_tokens":{{total}},"input_tokens":{{usage.Prompt}},"output_tokens":{{usage.Completion}}}""");
    }
}
