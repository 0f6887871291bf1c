using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Dialects;
using Sluice.Gateway.Forwarding;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>Puts a changed configuration in force, or leaves everything as it was and says why. One reload at a time.</summary>
internal sealed partial class ConfigurationReloader(
    ConfigurationSources sources,
    IReadOnlyDictionary<string, IDialect> dialects,
    IReadOnlyList<Detector> detectors,
    bool warmUp,
    LoadResult first,
    SnapshotConfigProvider provider,
    SimulatorUpstream simulator,
    ILogger<ConfigurationReloader> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string _listeners = Listeners(first.Snapshot!.Settings);
    private LoadResult _last = first;
    private long _refused;
    private Action<GatewaySnapshot>? _follow;
    private TaskCompletionSource<LoadResult> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is in force.</summary>
    public GatewaySnapshot Current { get; private set; } = first.Snapshot!;

    /// <summary>Completes with the outcome of the next attempt to which a change leads.</summary>
    public Task<LoadResult> NextAttempt => _next.Task;

    public ConfigurationSources Sources => sources;

    /// <summary>Changed configurations that were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Says how much the feeds hold that are in force, and how much of them could not be read.</summary>
    public void TellFeeds()
    {
        foreach ((string name, UrlFeed feed) in Current.Feeds)
        {
            if (feed.Skipped > 0)
                Log.FeedInPart(logger, name, feed.Entries, feed.Skipped);
            else
                Log.Feed(logger, name, feed.Entries);
        }
    }

    /// <summary>Has something follow every changed configuration once it is in force: for what is not read from <see cref="Current"/> each time. Must not throw.</summary>
    public void OnApplied(Action<GatewaySnapshot> follow) => _follow += follow;

    /// <summary>Reads the sources; returns when requests are routed by them, or when they are found wrong.</summary>
    public async Task<LoadResult> ReloadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            LoadResult result = await ConfigurationLoader.LoadAsync(sources, dialects, detectors);
            if (IsKnown(result))
                return _last;
            _last = result;
            if (result.Snapshot is null)
                LogErrors(result.Errors);
            else
                await PublishAsync(result.Snapshot, cancellation);
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult(result);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task PublishAsync(GatewaySnapshot snapshot, CancellationToken cancellation)
    {
        if (snapshot.NeedsSimulator)
            await simulator.EnsureStartedAsync(cancellation);
        if (warmUp)
            snapshot.Warm();
        await provider.PublishAsync(snapshot);
        Current = snapshot;
        _follow?.Invoke(snapshot);
        Log.InForce(logger, snapshot.Revision, snapshot.Routes.Count, snapshot.Policies.Count);
        TellFeeds();
        if (!string.Equals(Listeners(snapshot.Settings), _listeners, StringComparison.Ordinal))
            Log.ListenersNeedRestart(logger);
    }

    /// <summary>An editor may touch a file several times for one save; the same content with the same outcome is told once.</summary>
    private bool IsKnown(LoadResult result) =>
        string.Equals(result.Fingerprint, _last.Fingerprint, StringComparison.Ordinal) && result.Errors.SequenceEqual(_last.Errors);

    private void LogErrors(IReadOnlyList<ConfigurationError> errors)
    {
        Interlocked.Increment(ref _refused);
        Log.Refused(logger, errors.Count);
        foreach (ConfigurationError error in errors)
            Log.Error(logger, error.Key, error.Message);
    }

    private static string Listeners(IConfiguration settings) => string.Join('\n', settings.GetSection("Kestrel").AsEnumerable().OrderBy(v => v.Key, StringComparer.OrdinalIgnoreCase));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Configuration {Revision} is in force: {Routes} routes, {Policies} policies")]
        public static partial void InForce(ILogger logger, long revision, int routes, int policies);

        [LoggerMessage(2, LogLevel.Error, "The changed configuration has {Count} error(s) and is refused; the one before stays in force")]
        public static partial void Refused(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Error, "{Key}: {Problem}")]
        public static partial void Error(ILogger logger, string key, string problem);

        [LoggerMessage(4, LogLevel.Warning, "The section Kestrel has changed: listeners change at the next start")]
        public static partial void ListenersNeedRestart(ILogger logger);

        [LoggerMessage(5, LogLevel.Information, "The feed of the detector {Detector} has {Entries} entries")]
        public static partial void Feed(ILogger logger, string detector, int entries);

        [LoggerMessage(6, LogLevel.Warning, "The feed of the detector {Detector} has {Entries} entries; {Skipped} line(s) are none and were left out")]
        public static partial void FeedInPart(ILogger logger, string detector, int entries, int skipped);
    }
}
