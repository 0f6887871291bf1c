using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary><c>{"error":{"code","message","status"}}</c>; the statuses are those of google.rpc.Code.</summary>
internal sealed class GeminiErrors : IErrorShape
{
    public static GeminiErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Status, problem.Message);

    public byte[] ForStatus(int status) => Write(status, status switch
    {
        401 or 403 => "API key not valid. Please pass a valid API key.",
        429 => "Resource has been exhausted (e.g. check quota).",
        < 500 => "The request was refused by script.",
        503 => "The model is overloaded. Please try again later.",
        _ => "An internal error has occurred. Please retry.",
    });

    private static byte[] Write(int status, string message) =>
        Verbatim.Of($$$"""{"error":{"code":{{{status}}},"message":{{{message}}},"status":{{{Name(status)}}}}}""").Json.ToArray();

    private static string Name(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 or 405 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        < 500 => "INVALID_ARGUMENT",
        _ => "INTERNAL",
    };
}
