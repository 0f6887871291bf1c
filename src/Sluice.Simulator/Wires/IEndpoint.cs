namespace Sluice.Simulator.Wires;

/// <summary>What answers at one path. It is an <see cref="IChatEndpoint"/>, an <see cref="IPlainEndpoint"/> or an <see cref="ILiveEndpoint"/>.</summary>
internal interface IEndpoint
{
    IErrorShape Errors { get; }

    /// <summary>The content type of its streams, for those that a script writes out itself.</summary>
    string StreamContentType(SimulatedExchange exchange) => Answers.ContentTypes.EventStream;
}
