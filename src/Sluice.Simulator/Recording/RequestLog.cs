using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Recording;

/// <summary>The requests a server has received, the newest up to two bounds, and two queues on which a test can wait.</summary>
internal sealed class RequestLog(int maxRequests, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private readonly Channel<ReceivedRequest> _arrivals = NewQueue(maxRequests);
    private readonly Channel<ReceivedRequest> _aborts = NewQueue(maxRequests);
    private long _sequence;
    private long _bytes;

    public bool Enabled => maxRequests > 0;

    public IReadOnlyList<ReceivedRequest> Snapshot()
    {
        lock (_lock) return [.. _requests];
    }

    public ValueTask<ReceivedRequest> NextArrivalAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    public ValueTask<ReceivedRequest> NextAbortAsync(CancellationToken cancellationToken) => _aborts.Reader.ReadAsync(cancellationToken);

    /// <summary>Copies what came; the caller's buffers may be reused afterwards.</summary>
    public ReceivedRequest Add(HttpRequest request, RequestBody body)
    {
        byte[] raw = body.Raw.ToArray();
        var received = new ReceivedRequest
        {
            Sequence = Interlocked.Increment(ref _sequence),
            Method = request.Method,
            Path = request.PathBase.Value + request.Path.Value,
            Query = request.QueryString.Value ?? "",
            Protocol = request.Protocol,
            Headers = new Dictionary<string, StringValues>(request.Headers, StringComparer.OrdinalIgnoreCase),
            RawBody = raw,
            Body = body.IsDecoded ? body.Content.ToArray() : raw,
        };
        lock (_lock)
        {
            _requests.Enqueue(received);
            _bytes += received.RecordedBytes;
            while (_requests.Count > maxRequests || (_bytes > maxBytes && _requests.Count > 0))
                _bytes -= _requests.Dequeue().RecordedBytes;
        }

        _arrivals.Writer.TryWrite(received);
        return received;
    }

    public void End(ReceivedRequest? request, RequestOutcome outcome)
    {
        if (request is null) return;
        request.End(outcome);
        if (outcome == RequestOutcome.Aborted) _aborts.Writer.TryWrite(request);
    }

    private static Channel<ReceivedRequest> NewQueue(int capacity) =>
        Channel.CreateBounded<ReceivedRequest>(new BoundedChannelOptions(Math.Max(1, capacity)) { FullMode = BoundedChannelFullMode.DropOldest });
}
