using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires;

/// <summary>An endpoint whose answer says nothing in words of its own: lists, counts, vectors, files.</summary>
internal interface IPlainEndpoint : IEndpoint
{
    /// <exception cref="RequestProblemException">It cannot be answered as asked.</exception>
    PlainAnswer Answer(SimulatedExchange exchange, Script script);
}

/// <summary>A finished answer.</summary>
internal sealed record PlainAnswer(ReadOnlyMemory<byte> Body, string ContentType = Answers.ContentTypes.Json, int Status = 200)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A stream instead of a body; each element is one event, written out.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Events { get; init; }
}
