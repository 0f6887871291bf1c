using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Sluice.Governance.Counters;

/// <summary>
/// Tells the nodes on one Redis that something changed: the topic alone, as whoever hears of it looks for itself. A hint, not a promise: while Redis is away nothing is told, so whoever
/// listens polls as well. Thread-safe.
/// </summary>
public sealed class ChangeChannel
{
    private readonly ConcurrentDictionary<Guid, (string Topic, Action Changed)> _listeners = new();
    private readonly RedisConnection _redis;
    private readonly string _channel;
    private readonly string _node = Guid.NewGuid().ToString("N");

    internal ChangeChannel(string prefix, RedisConnection redis)
    {
        _redis = redis;
        _channel = prefix + "changes";
        redis.Connected = Listen;
        if (redis.Session is { } session)
            Listen(session);
    }

    /// <summary>Tells all nodes but this one. False where Redis is away.</summary>
    /// <param name="topic">What changed, for example <c>keys</c>.</param>
    public async ValueTask<bool> PublishAsync(string topic, CancellationToken cancellation = default)
    {
        RedisResult? heard = await _redis.CallAsync(static (session, said) => session.PublishAsync(said.Channel, said.Message), (Channel: _channel, Message: $"{_node} {topic}"), cancellation);
        return heard is not null;
    }

    /// <summary>Calls back whenever another node says that <paramref name="topic"/> changed, and whenever a connection is new, as something may have been missed.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="changed">Must not block; comes on a thread of the client's.</param>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Subscribe(string topic, Action changed)
    {
        Guid id = Guid.NewGuid();
        _listeners[id] = (topic, changed);
        return new Subscription(this, id);
    }

    private void Listen(RedisSession session)
    {
        session.Subscribe(_channel, Heard);
        foreach ((string _, Action changed) in _listeners.Values)
            changed();
    }

    private void Heard(string message)
    {
        int space = message.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || message.AsSpan(0, space).SequenceEqual(_node))
            return;
        string topic = message[(space + 1)..];
        foreach ((string wanted, Action changed) in _listeners.Values)
        {
            if (wanted.Equals(topic, StringComparison.Ordinal))
                changed();
        }
    }

    private sealed class Subscription(ChangeChannel channel, Guid id) : IDisposable
    {
        public void Dispose() => channel._listeners.TryRemove(id, out _);
    }
}
