using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>The legacy <c>text_completion</c> object, whole or a chunk.</summary>
internal static class CompletionJson
{
    public static Verbatim Write(Reply reply, IEnumerable<Verbatim> choices, Verbatim usage) => Verbatim.Of(
        $$"""
        {"id":{{reply.Id}},"object":"text_completion","created":{{reply.Created}},"model":{{reply.Model}},"choices":[{{choices}}]{{usage}},
        "system_fingerprint":"fp_sim"{{new Verbatim(reply.Script.Extra.Top)}}}
        """);

    public static Verbatim Choice(Reply reply, int index, Spoken text, string? finish) => Verbatim.Of(
        $$"""{"text":{{text}},"index":{{index}},"logprobs":null,"finish_reason":{{finish}}{{new Verbatim(reply.Script.Extra.Choice)}}}""");

    public static Verbatim Usage(ScriptUsage? usage)
    {
        if (usage is null) return Verbatim.Nothing;
        using var json = new ByteBuffer(1024);
        JsonAnswer.WriteUsage(json, usage);
        return new Verbatim(json.Written.ToArray());
    }
}
