using Microsoft.Extensions.Primitives;

namespace Sluice.Simulator;

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>The answer is still being made.</summary>
    Pending,

    /// <summary>The whole answer was written.</summary>
    Completed,

    /// <summary>The client went away or cancelled first.</summary>
    Aborted,

    /// <summary>The simulator cut the connection, by script or by a bound.</summary>
    Cut,
}

/// <summary>One request as the simulator received it.</summary>
public sealed class ReceivedRequest
{
    private readonly TaskCompletionSource<RequestOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Counts from 1 in order of arrival.</summary>
    public required long Sequence { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, decoded, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>The protocol, such as <c>HTTP/1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The headers; names compare without case.</summary>
    public required IReadOnlyDictionary<string, StringValues> Headers { get; init; }

    /// <summary>The body's bytes as they came, still compressed if they were.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>The body's bytes after decompression; the same memory as <see cref="RawBody"/> when it was not compressed.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How it ended so far.</summary>
    public RequestOutcome Outcome => _completion.Task.IsCompletedSuccessfully ? _completion.Task.Result : RequestOutcome.Pending;

    /// <summary>Completes with the outcome when the request has ended.</summary>
    public Task<RequestOutcome> Completion => _completion.Task;

    /// <summary>The decompressed body as UTF-8 text.</summary>
    public string BodyText => System.Text.Encoding.UTF8.GetString(Body.Span);

    internal long RecordedBytes => Body.Equals(RawBody) ? RawBody.Length : (long)RawBody.Length + Body.Length;

    internal void End(RequestOutcome outcome) => _completion.TrySetResult(outcome);
}
