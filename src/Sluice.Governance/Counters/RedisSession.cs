using StackExchange.Redis;

namespace Sluice.Governance.Counters;

/// <summary>One connection to Redis, and how many calls wait on it. Thread-safe.</summary>
internal sealed class RedisSession
{
    private readonly ConnectionMultiplexer _connection;
    private int _pending;

    private RedisSession(ConnectionMultiplexer connection) => _connection = connection;

    public int Pending => Volatile.Read(ref _pending);

    public bool IsConnected => _connection.IsConnected;

    /// <summary>Connects; a server that is away is no error, as the client goes on trying by itself.</summary>
    public static async Task<RedisSession> OpenAsync(RedisSettings settings, CancellationToken cancellation)
    {
        ConfigurationOptions options = ConfigurationOptions.Parse(settings.Connection);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, 2_000);
        Task<ConnectionMultiplexer> connecting = ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            return new RedisSession(await connecting.WaitAsync(TimeSpan.FromSeconds(10), cancellation));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _ = connecting.ContinueWith(static c => c.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            _ = connecting.ContinueWith(static c => c.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>By its name; a server that does not know it (it was restarted, or it is another one) gets the text.</summary>
    public async Task<RedisResult> EvaluateAsync(CounterScripts script, RedisKey[] keys, RedisValue[] arguments)
    {
        IDatabase database = _connection.GetDatabase();
        try
        {
            return await database.ScriptEvaluateAsync(script.Hash, keys, arguments);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            object[] words = [script.Text, keys.Length, .. keys, .. arguments];
            return await database.ExecuteAsync("EVAL", words);
        }
    }

    public Task<RedisResult> PingAsync() => _connection.GetDatabase().ExecuteAsync("PING");

    public Task<RedisResult> PublishAsync(string channel, string message) => _connection.GetDatabase().ExecuteAsync("PUBLISH", channel, message);

    /// <summary>Hears a channel as long as the connection lasts; the client subscribes anew whenever it reconnects.</summary>
    public void Subscribe(string channel, Action<string> heard)
    {
        Task subscribing = _connection.GetSubscriber().SubscribeAsync(channel, (_, message) => heard(message!));
        _ = subscribing.ContinueWith(static s => s.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Waits for an answer no longer than the deadline. What is given up on counts as pending until it is answered.</summary>
    public async Task<RedisResult> WaitAsync(Task<RedisResult> call, TimeSpan deadline, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _pending);
        try
        {
            return await call.WaitAsync(deadline, cancellation);
        }
        finally
        {
            if (call.IsCompleted)
                Interlocked.Decrement(ref _pending);
            else
                _ = call.ContinueWith(static (c, s) => ((RedisSession)s!).Late(c), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Ends the connection in the background: closing waits for sockets. Calls that wait on it fail.</summary>
    public void Close() => _ = Task.Run(() => _connection.Close(allowCommandsToComplete: false));

    private void Late(Task<RedisResult> call)
    {
        _ = call.Exception; // Looked at, so that it does not come up as unobserved; the outage was counted when the deadline passed.
        Interlocked.Decrement(ref _pending);
    }
}
