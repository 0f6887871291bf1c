using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary>JSON-RPC's error objects, for what fails before a message can be answered.</summary>
internal sealed class McpErrors : IErrorShape
{
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    public static McpErrors Shape { get; } = new();

    public byte[] For(RequestProblemException problem) => Write(Verbatim.Null, InvalidRequest, problem.Message).Json.ToArray();

    public byte[] ForStatus(int status) => Write(Verbatim.Null, InternalError, status switch
    {
        401 => "Unauthorized",
        429 => "Too many requests",
        < 500 => "The request was refused by script",
        _ => "Internal error",
    }).Json.ToArray();

    /// <param name="id">The message's id as it stood there.</param>
    public static Verbatim Write(Verbatim id, int code, string message) =>
        Verbatim.Of($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":{{{message}}}}}""");
}
