using Sluice.Simulator.Wires.Bedrock.Invoke;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary>The paths of Bedrock's runtime. Signatures are not looked at.</summary>
internal static class BedrockWire
{
    public static IEnumerable<Route> Routes()
    {
        yield return new Route("POST", "/model/{}/converse", new Converse(streams: false));
        yield return new Route("POST", "/model/{}/converse-stream", new Converse(streams: true));
        yield return new Route("POST", "/model/{}/count-tokens", new CountTokens());
        yield return new Route("POST", "/model/{}/invoke", new InvokeModel(streams: false));
        yield return new Route("POST", "/model/{}/invoke-with-response-stream", new InvokeModel(streams: true));
    }
}
