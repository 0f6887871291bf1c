using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Mistral;

/// <summary>In Mistral's streams every piece of a tool call names the function; its client refuses a piece that does not.</summary>
internal static class NamedPieces
{
    /// <summary>How its models and agents are called, which also speak on OpenAI's path.</summary>
    private static readonly string[] Beginnings = ["mistral", "magistral", "ministral", "codestral", "devstral", "pixtral", "ag_", "ag:"];

    public static bool AreUsedBy(Reply reply) => Array.Exists(Beginnings, beginning => reply.Model.StartsWith(beginning, StringComparison.Ordinal));
}
