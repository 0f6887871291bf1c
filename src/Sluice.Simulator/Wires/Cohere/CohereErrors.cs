using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Cohere;

/// <summary><c>{"id","message"}</c>.</summary>
internal sealed class CohereErrors : IErrorShape
{
    public static CohereErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Message);

    public byte[] ForStatus(int status) => Write(Message(status));

    public static string Message(int status) => status switch
    {
        401 => "invalid api token",
        429 => "trial token rate limit exceeded",
        < 500 => "the request was refused by script",
        _ => "internal server error, this has been reported to our developers",
    };

    private static byte[] Write(string message) => Verbatim.Of($$"""{"id":"sim","message":{{message}}}""").Json.ToArray();
}
