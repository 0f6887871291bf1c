using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Sluice.Governance.Audit;

/// <summary>
/// Queues records and writes them in batches from one background task, so that no exchange waits for a disk. While the disk fails, records wait and writing is tried again; when the
/// queue is full, an exchange waits for <see cref="AuditSettings.Patience"/>, and then its record is lost: counted, and logged once until there is room again. Administrative acts have
/// room of their own beside it. Thread-safe.
/// </summary>
public sealed partial class AuditLog : IAuditLog, IAsyncDisposable
{
    /// <summary>Records of administrative acts that may wait beyond the capacity.</summary>
    private const int ActCapacity = 1_024;

    /// <summary>A batch ends beyond it.</summary>
    private const int BatchBytes = 256 << 10;

    /// <summary>So many records are worth a batch at once.</summary>
    private const int BatchRecords = 256;

    /// <summary>How long records gather before they are written: waking the writer for each would cost an exchange more than its judging.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly Channel<(AuditRecord Record, SemaphoreSlim Room)> _queue = Channel.CreateUnbounded<(AuditRecord, SemaphoreSlim)>();
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _actRoom = new(ActCapacity);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _patience;
    private readonly AuditFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Task _writing;
    private long _written;
    private long _lost;
    private long _lostBefore;
    private int _full;
    private bool _failing;

    public AuditLog(AuditSettings settings, TimeProvider time, ILogger<AuditLog> logger)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _room = new SemaphoreSlim(settings.Capacity);
        _patience = settings.Patience;
        _file = new AuditFile(settings.Path, settings.Flush == AuditFlush.Disk ? AuditFile.ToDisk : null);
        _time = time;
        _logger = logger;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Records that count as written (<see cref="AuditSettings.Flush"/>).</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Records that found no room.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Takes the record of an administrative act; never waits.</summary>
    public void Write(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_actRoom.Wait(0))
            Queue(record, _actRoom);
        else if (_room.Wait(0))
            Queue(record, _room);
        else
            Lose(1);
    }

    /// <summary>Takes the record of an exchange, waiting a bounded time where the queue is full.</summary>
    public ValueTask WriteAsync(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_room.Wait(0))
            return WaitAsync(record);
        Queue(record, _room);
        return default;
    }

    /// <summary>Writes what waits; a disk that fails now is tried once more, and what it does not take is lost. A second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
        {
            await _writing;
            return;
        }

        await _stopping.CancelAsync();
        await _writing;
        _file.Dispose();
        _stopping.Dispose();
    }

    private async ValueTask WaitAsync(AuditRecord record)
    {
        if (_patience > TimeSpan.Zero && await _room.WaitAsync(_patience))
            Queue(record, _room);
        else
            Lose(1);
    }

    private void Queue(AuditRecord record, SemaphoreSlim room)
    {
        if (!_queue.Writer.TryWrite((record, room)))
            Lose(1); // The gate is stopping, and this one came after everything.
    }

    private void Lose(int records)
    {
        Interlocked.Add(ref _lost, records);
        if (Interlocked.Exchange(ref _full, 1) == 0)
            Log.Losing(_logger);
    }

    private async Task WriteAllAsync()
    {
        var bytes = new ArrayBufferWriter<byte>(BatchBytes);
        await using var json = new Utf8JsonWriter(bytes);
        var rooms = new List<SemaphoreSlim>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            await Task.Delay(Gathering, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            do
            {
                DateOnly day = Collect(bytes, json, rooms);
                if (await StoreAsync(day, bytes, rooms.Count))
                    Interlocked.Add(ref _written, rooms.Count);
                else
                    Lose(rooms.Count);
                rooms.ForEach(r => r.Release());
                NoteRoom();
            }
            while (_queue.Reader.Count >= BatchRecords);
        }
    }

    /// <summary>Lines of one day, up to a bound.</summary>
    private DateOnly Collect(ArrayBufferWriter<byte> bytes, Utf8JsonWriter json, List<SemaphoreSlim> rooms)
    {
        bytes.ResetWrittenCount();
        rooms.Clear();
        DateOnly day = default;
        while (bytes.WrittenCount < BatchBytes && _queue.Reader.TryPeek(out (AuditRecord Record, SemaphoreSlim Room) next))
        {
            DateOnly its = DateOnly.FromDateTime(next.Record.Time.UtcDateTime);
            if (rooms.Count > 0 && its != day)
                break;
            day = its;
            AuditLine.Write(next.Record, json, bytes);
            rooms.Add(next.Room);
            _queue.Reader.TryRead(out _);
        }

        return day;
    }

    /// <summary>Appends until it succeeds; false where the gate is stopping and the disk still fails.</summary>
    private async Task<bool> StoreAsync(DateOnly day, ArrayBufferWriter<byte> lines, int count)
    {
        for (TimeSpan pause = FirstRetry; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LastRetry.Ticks)))
        {
            bool last = _stopping.IsCancellationRequested;
            try
            {
                _file.Append(day, lines.WrittenSpan);
                if (_failing)
                    Log.Healed(_logger);
                _failing = false;
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                if (!_failing)
                    Log.Failing(_logger, e.GetType().Name);
                _failing = true;
                if (last)
                {
                    Log.GivenUp(_logger, count);
                    return false;
                }
            }

            await Task.Delay(pause, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void NoteRoom()
    {
        if (_queue.Reader.Count > 0 || Interlocked.Exchange(ref _full, 0) == 0)
            return;
        long lost = Lost;
        Log.Keeping(_logger, lost - _lostBefore);
        _lostBefore = lost;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The audit log cannot be written ({Exception}); records wait and writing is tried again")]
        public static partial void Failing(ILogger logger, string exception);

        [LoggerMessage(2, LogLevel.Information, "The audit log can be written again")]
        public static partial void Healed(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "The audit log's queue is full: records are lost")]
        public static partial void Losing(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "The audit log's queue has room again; {Count} record(s) were lost")]
        public static partial void Keeping(ILogger logger, long count);

        [LoggerMessage(5, LogLevel.Error, "The gate stops while the audit log cannot be written: {Count} record(s) are lost")]
        public static partial void GivenUp(ILogger logger, int count);
    }
}
