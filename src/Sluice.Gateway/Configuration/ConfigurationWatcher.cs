using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// Notices that a configuration file was saved. The directory is watched, not the file, since editors and orchestrators replace files by
/// renaming; and every few seconds sizes and times are compared, since network drives and mounts raise no events. So are those of the files that the configuration refers to.
/// </summary>
internal sealed partial class ConfigurationWatcher(ConfigurationReloader reloader, TimeProvider time, ILogger<ConfigurationWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);

    /// <summary>A save is several events; one reload is enough.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<FileSystemWatcher> _watchers = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        string[] files = [.. reloader.Sources.Files.Select(Path.GetFullPath)];
        foreach (IGrouping<string?, string> group in files.GroupBy(Path.GetDirectoryName, StringComparer.Ordinal))
        {
            if (Directory.Exists(group.Key))
                Watch(group.Key, [.. group]);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(PollAsync(stoppingToken), ReloadAsync(stoppingToken));

    private void Watch(string directory, string[] files)
    {
        try
        {
            var watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime };
            FileSystemEventHandler changed = (_, e) => Notice(files, e.FullPath);
            watcher.Changed += changed;
            watcher.Created += changed;
            watcher.Deleted += changed;
            watcher.Renamed += (_, e) =>
            {
                Notice(files, e.FullPath);
                Notice(files, e.OldFullPath);
            };
            watcher.Error += (_, _) => _changes.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (IOException e)
        {
            Log.NotWatched(logger, e.GetType().Name); // No more inotify instances, for example.
        }
    }

    private void Notice(string[] files, string path)
    {
        if (files.Contains(path, StringComparer.Ordinal))
            _changes.Writer.TryWrite(true);
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(PollEvery, time);
        string seen = Stamps();
        while (await timer.WaitForNextTickAsync(stopping))
        {
            string now = Stamps();
            if (!string.Equals(now, seen, StringComparison.Ordinal))
                _changes.Writer.TryWrite(true);
            seen = now;
        }
    }

    private async Task ReloadAsync(CancellationToken stopping)
    {
        while (await _changes.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Settle, time, stopping);
            _changes.Reader.TryRead(out _);
            try
            {
                await reloader.ReloadAsync(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ReloadFailed(logger, e); // YARP or the file system; the next save tries again.
            }
        }
    }

    private string Stamps() => string.Join('|', reloader.Sources.Files.Concat(reloader.Current.Files.Paths).Select(f =>
    {
        var file = new FileInfo(f);
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}/{file.Length}" : "-";
    }));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Applying the changed configuration failed; the one before stays in force")]
        public static partial void ReloadFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The configuration's directory cannot be watched ({Reason}); its files are compared every few seconds instead")]
        public static partial void NotWatched(ILogger logger, string reason);
    }
}
