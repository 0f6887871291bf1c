using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary>A model's own stream inside of Bedrock's: each of its events is base64 in a <c>chunk</c>.</summary>
internal sealed class ChunkFraming : IFraming
{
    private readonly AwsFraming _messages = new();

    public void Begin(EventOutput output, string name) => _messages.Begin(output, "chunk");

    public void End(EventOutput output)
    {
        string inner = Convert.ToBase64String(_messages.Payload(output));
        output.Drop(_messages.Payload(output).Length);
        output.Json($$"""{"bytes":{{inner}},"p":"abcdefgh"}""");
        _messages.End(output);
    }

    public void WriteException(EventOutput output, string type, ReadOnlySpan<byte> body) => _messages.WriteException(output, type, body);
}
