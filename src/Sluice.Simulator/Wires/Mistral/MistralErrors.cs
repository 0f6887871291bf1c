using System.Globalization;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Mistral;

/// <summary><c>{"object":"error","message","type","param","code"}</c>.</summary>
internal sealed class MistralErrors : IErrorShape
{
    public static MistralErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Message, "invalid_request_error", problem.Field, problem.Status);

    public byte[] ForStatus(int status) => status switch
    {
        401 => Write("Unauthorized", "unauthorized", null, status),
        429 => Write("Requests rate limit exceeded", "rate_limited", null, status),
        < 500 => Write("The request was refused by script.", "invalid_request_error", null, status),
        _ => Write("Internal server error", "internal_server_error", null, status),
    };

    private static byte[] Write(string message, string type, string? field, int status) => Verbatim.Of(
        $$"""{"object":"error","message":{{message}},"type":{{type}},"param":{{field}},"code":{{status.ToString(CultureInfo.InvariantCulture)}}}""").Json.ToArray();
}
