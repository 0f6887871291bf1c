using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sluice.Simulator;

/// <summary>Where the simulator listens and how much it will do for one request. Every bound has a stated outcome.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1; 0 lets the system choose. Read by <see cref="SimulatorServer"/> only.</summary>
    public int Port { get; init; }

    /// <summary>
    /// <see cref="HttpProtocols.Http1"/>, or <see cref="HttpProtocols.Http2"/> for cleartext HTTP/2 with prior knowledge. Without TLS one port
    /// cannot offer both, so other values are refused. Read by <see cref="SimulatorServer"/> only.
    /// </summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1;

    /// <summary>The clock behind <c>created</c>, pauses and time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Bytes of a request body, as sent and after decompression. A longer one is answered 413.</summary>
    public int MaxRequestBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Characters of text in one answer over all choices, or of a raw answer. A script that asks for more is answered 400.</summary>
    public int MaxReplyCharacters { get; init; } = 1024 * 1024;

    /// <summary>Characters of the caller's message that an unscripted answer quotes; a longer message is quoted up to here, then "…".</summary>
    public int MaxQuotedCharacters { get; init; } = 4096;

    /// <summary>Bytes of one answer before compression. A JSON answer above it is answered 400; a stream is cut there.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Text deltas of one stream. A script that asks for more is answered 400.</summary>
    public int MaxDeltas { get; init; } = 100_000;

    /// <summary>Longest single pause. A script that asks for more is answered 400; a gate that is still shut after it cuts the connection.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from the request's arrival to the answer's end. When it is over the connection is cut.</summary>
    public TimeSpan MaxTotalTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests that a <see cref="SimulatorServer"/> remembers; 0 remembers none. The oldest are dropped. A mounted simulator records nothing.</summary>
    public int MaxRecordedRequests { get; init; } = 1_000;

    /// <summary>Bytes of the bodies that are remembered together. The oldest requests are dropped.</summary>
    public long MaxRecordedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Answers, files and batches that can be fetched again. The oldest are dropped.</summary>
    public int MaxStoredItems { get; init; } = 1_000;

    /// <summary>Bytes of what can be fetched again. The oldest are dropped.</summary>
    public long MaxStoredBytes { get; init; } = 64L * 1024 * 1024;
}
