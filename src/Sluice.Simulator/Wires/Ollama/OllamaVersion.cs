using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary><c>/api/version</c>.</summary>
internal sealed class OllamaVersion : IPlainEndpoint
{
    public IErrorShape Errors => OllamaErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) => new("""{"version":"0.0.0-sim"}"""u8.ToArray());
}
