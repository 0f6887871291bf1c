using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace Sluice.Governance.Counters;

/// <summary>
/// The one way to Redis: every call has a deadline of its own and a breaker before it, as the client's calls last as long as a stalled server stalls. What is given up on stays
/// in the client's queue until the server or the connection answers for it, so their number is bounded, too. An outage that lasts gets a new connection. Thread-safe.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    /// <summary>Calls without an answer on one connection; beyond, Redis counts as away.</summary>
    public const int MostPending = 2_048;

    /// <summary>So many misses in a row are an outage.</summary>
    private const int MissesOfOutage = 3;

    /// <summary>Failures among so many calls, one behind the other, open the breaker; fewer say nothing.</summary>
    private const int LeastCalls = 4;

    /// <summary>Redis is asked for a sign of life so often, so that an outage is known, and its end, without any request.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    /// <summary>An outage gets a new connection so often: the old one may lead to a server that is gone without a word.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RedisSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<RedisResult> _breaker;
    private readonly ITimer _pulse;
    private readonly CancellationTokenSource _closing = new();
    private RedisSession? _session;
    private Task _connecting = Task.CompletedTask;
    private int _isConnecting;
    private long _connectedAt;
    private int _misses;
    private int _isDown;

    public RedisConnection(RedisSettings settings, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _breaker = new ResiliencePipelineBuilder<RedisResult> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<RedisResult>
            {
                FailureRatio = 0.5,
                MinimumThroughput = LeastCalls,
                SamplingDuration = Sampling(settings.Deadline),
                BreakDuration = TimeSpan.FromMilliseconds(500),
                ShouldHandle = new PredicateBuilder<RedisResult>().Handle<Exception>(),
            })
            .Build();
        StartConnecting();
        _pulse = time.CreateTimer(static c => ((RedisConnection)c!).Beat(), this, Pulse, Pulse);
    }

    /// <summary>No outage is known.</summary>
    public bool IsUp => Volatile.Read(ref _isDown) == 0;

    /// <summary>Calls that wait for an answer, those that were given up on included.</summary>
    public int Pending => _session?.Pending ?? 0;

    /// <summary>Told of every new connection, before anything is sent over it.</summary>
    public Action<RedisSession>? Connected { get; set; }

    public RedisSession? Session => Volatile.Read(ref _session);

    /// <summary>Runs a script; null where Redis is away or does not answer in time.</summary>
    public ValueTask<RedisResult?> EvaluateAsync(CounterScripts script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation) =>
        CallAsync(static (session, call) => session.EvaluateAsync(call.Script, call.Keys, call.Arguments), (Script: script, Keys: keys, Arguments: arguments), cancellation);

    /// <summary>Waits for the first attempt to connect, whatever becomes of it.</summary>
    public Task FirstAttemptAsync() => _connecting;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _pulse.DisposeAsync();
        await _connecting;
        Interlocked.Exchange(ref _session, null)?.Close();
        _closing.Dispose();
    }

    /// <summary>One call with the breaker before it.</summary>
    public async ValueTask<RedisResult?> CallAsync<T>(Func<RedisSession, T, Task<RedisResult>> send, T state, CancellationToken cancellation)
    {
        RedisSession? session = Session;
        if (session is null || session.Pending >= MostPending)
        {
            Missed("not connected, or too many calls without an answer");
            return null;
        }

        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            Outcome<RedisResult> outcome = await _breaker.ExecuteOutcomeAsync(
                static async (c, s) =>
                {
                    try
                    {
                        return Outcome.FromResult(await s.Session.WaitAsync(s.Send(s.Session, s.State), s.Deadline, c.CancellationToken));
                    }
                    catch (Exception e) when (e is not OperationCanceledException || !c.CancellationToken.IsCancellationRequested)
                    {
                        return Outcome.FromException<RedisResult>(e); // Whatever it is, there is no answer; the breaker counts it and the outage is logged.
                    }
                },
                context,
                (Session: session, Send: send, State: state, _settings.Deadline));
            if (outcome.Exception is null)
            {
                Answered();
                return outcome.Result;
            }

            if (outcome.Exception is not BrokenCircuitException)
                Missed(outcome.Exception is RedisServerException server ? server.Message : outcome.Exception.GetType().Name);
            return null;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Long enough that calls of one caller, of which each waits for its deadline, are enough to open the breaker.</summary>
    private static TimeSpan Sampling(TimeSpan deadline) => TimeSpan.FromTicks(Math.Max(TimeSpan.FromMilliseconds(500).Ticks, 2 * LeastCalls * deadline.Ticks));

    private void Beat()
    {
        if (_closing.IsCancellationRequested)
            return;
        _ = PingAsync(); // Answers in time and never throws.
        if (!IsUp && _time.GetElapsedTime(Volatile.Read(ref _connectedAt)) >= Patience)
            StartConnecting();
    }

    private async Task PingAsync() => await CallAsync(static (session, _) => session.PingAsync(), 0, CancellationToken.None);

    private void Answered()
    {
        Volatile.Write(ref _misses, 0);
        if (Interlocked.Exchange(ref _isDown, 0) == 1)
            Log.Back(_logger);
    }

    private void Missed(string why)
    {
        if (Interlocked.Increment(ref _misses) >= MissesOfOutage && Interlocked.Exchange(ref _isDown, 1) == 0)
            Log.Away(_logger, why);
    }

    /// <summary>One attempt at a time; what stood before is closed when the new connection stands, and what waits on it is told.</summary>
    private void StartConnecting()
    {
        if (Interlocked.Exchange(ref _isConnecting, 1) == 1)
            return;
        Volatile.Write(ref _connectedAt, _time.GetTimestamp());
        _connecting = Task.Run(ConnectAsync);
    }

    private async Task ConnectAsync()
    {
        try
        {
            RedisSession session = await RedisSession.OpenAsync(_settings, _closing.Token);
            bool needed = Session is null || (session.IsConnected && !IsUp);
            if (!needed)
            {
                session.Close(); // It leads nowhere, or the one before has come back by itself: calls are on their way over that.
                return;
            }

            Connected?.Invoke(session);
            Interlocked.Exchange(ref _session, session)?.Close();
        }
        catch (Exception e)
        {
            Log.NotConnected(_logger, e.GetType().Name); // Tried again while the outage lasts.
        }
        finally
        {
            Volatile.Write(ref _isConnecting, 0);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis is away ({Reason}): limits follow their OnOutage until it is back")]
        public static partial void Away(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Redis is back")]
        public static partial void Back(ILogger logger);

        [LoggerMessage(3, LogLevel.Debug, "Connecting to Redis failed with {Exception}")]
        public static partial void NotConnected(ILogger logger, string exception);
    }
}
