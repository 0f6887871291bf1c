using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary><c>{"error":"…"}</c>, before an answer and inside a stream.</summary>
internal sealed class OllamaErrors : IErrorShape
{
    public static OllamaErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Message);

    public byte[] ForStatus(int status) => Write(status switch
    {
        401 => "unauthorized",
        404 => "model not found, try pulling it first",
        429 => "too many requests",
        < 500 => "the request was refused by script",
        503 => "server busy, please try again. maximum pending requests exceeded",
        _ => "an error was encountered while running the model",
    });

    private static byte[] Write(string message) => Verbatim.Of($$"""{"error":{{message}}}""").Json.ToArray();
}
