using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary>Messages as server-sent events.</summary>
internal static class McpEvents
{
    private const int MaxBytes = 64 * 1024 * 1024;

    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(IReadOnlyList<Verbatim> messages, Script script)
    {
        using var output = new EventOutput(MaxBytes);
        var frames = new Frames(new SseFraming(script), output, []);
        foreach (var message in messages) frames.Literal("message", message.Json.Span);
        return [.. output.Events().Select(written => (ReadOnlyMemory<byte>)written.ToArray())];
    }
}
