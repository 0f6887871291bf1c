using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary><c>{"type":"error","error":{"type","message"},"request_id"}</c>; types as in Anthropic's API reference, "Errors".</summary>
internal sealed class AnthropicErrors : IErrorShape
{
    public static AnthropicErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Status, problem.Message);

    public byte[] ForStatus(int status) => Write(status, status switch
    {
        401 => "invalid x-api-key",
        429 => "This request would exceed your organization's rate limit.",
        529 => "Overloaded",
        < 500 => "The request was refused by script.",
        _ => "Internal server error",
    });

    private static byte[] Write(int status, string message) => Verbatim.Of(
        $$$"""{"type":"error","error":{"type":{{{Type(status)}}},"message":{{{message}}}},"request_id":"req_sim"}""").Json.ToArray();

    private static string Type(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 or 503 => "overloaded_error",
        < 500 => "invalid_request_error",
        _ => "api_error",
    };
}
