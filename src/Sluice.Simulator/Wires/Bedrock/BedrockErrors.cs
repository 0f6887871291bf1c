using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary><c>{"message":"…"}</c>; the kind of error stands in a header.</summary>
internal sealed class BedrockErrors : IErrorShape
{
    /// <summary>What ends a stream by itself.</summary>
    public const string StreamException = "internalServerException";

    public static BedrockErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(problem.Message);

    public byte[] ForStatus(int status) => Write(status switch
    {
        401 or 403 => "The security token included in the request is invalid.",
        429 => "Too many requests, please wait before trying again.",
        < 500 => "The request was refused by script.",
        503 => "Bedrock is unable to process your request.",
        _ => "The system encountered an unexpected error during processing. Try your request again.",
    });

    public KeyValuePair<string, string>? Header(int status) => new("x-amzn-ErrorType", status switch
    {
        401 => "UnrecognizedClientException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "ModelTimeoutException",
        424 => "ModelErrorException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        < 500 => "ValidationException",
        _ => "InternalServerException",
    });

    private static byte[] Write(string message) => Verbatim.Of($$"""{"message":{{message}}}""").Json.ToArray();
}
