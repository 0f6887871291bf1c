using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Error bodies of OpenAI's shape.</summary>
internal sealed class OpenAiErrors : IErrorShape
{
    public static OpenAiErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) =>
        Write(problem.Message, "invalid_request_error", problem.Field, problem.Code);

    public byte[] ForStatus(int status) => status switch
    {
        401 => Write("Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key"),
        429 => Write("Rate limit reached for requests.", "requests", null, "rate_limit_exceeded"),
        < 500 => Write("The request was refused by script.", "invalid_request_error", null, null),
        503 => Write("The engine is currently overloaded, please try again later.", "server_error", null, null),
        _ => Write("The server had an error while processing your request.", "server_error", null, null),
    };

    private static byte[] Write(string message, string type, string? field, string? code) =>
        Verbatim.Of($$$"""{"error":{"message":{{{message}}},"type":{{{type}}},"param":{{{field}}},"code":{{{code}}}}}""").Json.ToArray();
}
