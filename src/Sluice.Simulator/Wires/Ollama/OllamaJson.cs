using System.Globalization;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary>The objects of <c>/api/chat</c> and <c>/api/generate</c>, whole or a line of a stream.</summary>
internal static class OllamaJson
{
    /// <param name="said">What this line says; nothing in the last one of a stream.</param>
    /// <param name="ends">Whether it is the last: it then tells why, and what was counted.</param>
    public static Verbatim Line(Reply reply, OllamaPiece said, bool ends, bool isChat)
    {
        string created = DateTimeOffset.FromUnixTimeSeconds(reply.Created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var content = isChat ? Message(reply, said) : Response(said);
        var end = ends ? End(reply, isChat) : Verbatim.Raw(",\"done\":false");
        return Verbatim.Of($$"""{"model":{{reply.Model}},"created_at":{{created}},{{content}}{{end}}{{new Verbatim(reply.Script.Extra.Top)}}}""");
    }

    public static Verbatim Call(ScriptToolCall call) => Verbatim.Of(
        $$$"""{"function":{"name":{{{call.Name}}},"arguments":{{{Verbatim.ArgumentsOf(call.Arguments)}}}}}""");

    private static Verbatim Message(Reply reply, OllamaPiece said)
    {
        var thinking = said.Thinking.Text is null ? Verbatim.Nothing : Verbatim.Of($$""","thinking":{{said.Thinking}}""");
        var calls = said.Calls.Length == 0 ? Verbatim.Nothing : Verbatim.Of($$""","tool_calls":[{{said.Calls}}]""");
        return Verbatim.Of(
            $$"""
            "message":{"role":"assistant","content":{{said.Content}}{{thinking}}{{calls}}{{new Verbatim(reply.Script.Extra.Message)}}}
            """);
    }

    private static Verbatim Response(OllamaPiece said) => said.Thinking.Text is null
        ? Verbatim.Of($"\"response\":{said.Content}")
        : Verbatim.Of($"\"response\":{said.Content},\"thinking\":{said.Thinking}");

    private static Verbatim End(Reply reply, bool isChat)
    {
        var context = isChat ? Verbatim.Nothing : Verbatim.Raw(",\"context\":[1,2,3]");
        var counts = reply.Usage is not { } usage ? Verbatim.Nothing : Verbatim.Of(
            $$""","prompt_eval_count":{{usage.Prompt}},"prompt_eval_duration":1000000,"eval_count":{{usage.Completion}},"eval_duration":1000000""");
        string reason = reply.Only.Finish is "tool_calls" ? "stop" : reply.Only.Finish;
        return Verbatim.Of($$""","done":true,"done_reason":{{reason}}{{context}},"total_duration":3000000,"load_duration":1000000{{counts}}""");
    }
}

/// <summary>What one line says.</summary>
internal readonly record struct OllamaPiece(Spoken Content, Spoken Thinking, params Verbatim[] Calls);
