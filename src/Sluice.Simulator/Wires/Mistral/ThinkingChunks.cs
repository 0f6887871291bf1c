using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Mistral;

/// <summary>
/// Mistral's reasoning models have no field for reasoning: the content is an array then, with a <c>thinking</c> chunk before the text.
/// </summary>
internal static class ThinkingChunks
{
    /// <summary>Models go by their names: <c>magistral-medium-latest</c>.</summary>
    public static bool AreUsedBy(Reply reply) => reply.Model.StartsWith("magistral", StringComparison.Ordinal);

    public static Verbatim Thinking(Spoken text) => Verbatim.Of(
        $$"""{"type":"thinking","thinking":[{"type":"text","text":{{text}}}]}""");

    public static Verbatim Text(Spoken text) => Verbatim.Of($$"""{"type":"text","text":{{text}}}""");
}
