using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Answers;

/// <summary>Error bodies of OpenAI's shape.</summary>
internal static class ErrorBody
{
    public static byte[] For(RequestProblemException problem) =>
        Write(problem.Message, "invalid_request_error", problem.Field, problem.Code);

    /// <summary>What OpenAI says with a status, roughly.</summary>
    public static byte[] ForStatus(int status) => status switch
    {
        401 => Write("Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key"),
        429 => Write("Rate limit reached for requests.", "requests", null, "rate_limit_exceeded"),
        < 500 => Write("The request was refused by script.", "invalid_request_error", null, null),
        503 => Write("The engine is currently overloaded, please try again later.", "server_error", null, null),
        _ => Write("The server had an error while processing your request.", "server_error", null, null),
    };

    private static byte[] Write(string message, string type, string? field, string? code)
    {
        using var buffer = new ByteBuffer(1024 * 1024);
        JsonText.Raw(buffer, "{\"error\":{\"message\":"u8);
        JsonText.String(buffer, message);
        JsonText.Raw(buffer, ",\"type\":"u8);
        JsonText.String(buffer, type);
        JsonText.Raw(buffer, ",\"param\":"u8);
        JsonText.StringOrNull(buffer, field);
        JsonText.Raw(buffer, ",\"code\":"u8);
        JsonText.StringOrNull(buffer, code);
        JsonText.Raw(buffer, "}}"u8);
        return buffer.Written.ToArray();
    }
}
