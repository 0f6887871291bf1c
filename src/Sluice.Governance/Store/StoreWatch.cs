using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Store;

/// <summary>Looks at the store's changes and at the clock twice a second, sooner when nudged: what another node changes and what expires is in force here within a second.</summary>
internal sealed partial class StoreWatch(GovernanceStore store, StoredKeys keys, StoreSweep sweep, ILogger<StoreWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await store.Feed.WaitAsync(PollEvery, stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gate stops.
        }
    }

    /// <summary>One look. What nobody foresaw must not end the watch: keys would stay as they are for ever.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await store.Feed.PollAsync(cancellation);
            keys.Look();
            await sweep.LookAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Looking at the store's changes failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
