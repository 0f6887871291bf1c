using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary>What Bedrock adds to a model's last event.</summary>
internal static class InvocationMetrics
{
    /// <summary>A member with a comma before, or nothing.</summary>
    public static Verbatim Of(Reply reply) => reply.Usage is { } usage
        ? Verbatim.Of(
            $$$"""
            ,"amazon-bedrock-invocationMetrics":{"inputTokenCount":{{{usage.Prompt}}},"outputTokenCount":{{{usage.Completion}}},
            "invocationLatency":1,"firstByteLatency":1}
            """)
        : Verbatim.Nothing;
}
