using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Store;

/// <summary>
/// The store of one installation, open: its schema is this program's, its master key fits. Several processes may have it open at a time; they hear of each other by
/// <see cref="Feed"/>. Thread-safe.
/// </summary>
public sealed partial class GovernanceStore : IAsyncDisposable
{
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private int _steps;
    private int _schema;
    private string? _keyFileMade;

    private GovernanceStore(IDatabase database, MasterKey masterKey, TimeProvider time)
    {
        _database = database;
        _time = time;
        MasterKey = masterKey;
        Feed = new ChangeFeed(SequencesAsync, time);
    }

    /// <summary>What the log calls it; without a password.</summary>
    public string Description => _database.Description;

    public ChangeFeed Feed { get; }

    /// <summary>Hashes the secrets of keys under the pepper, which is the store's.</summary>
    public KeyHasher Hasher { get; private set; } = null!;

    internal MasterKey MasterKey { get; }

    /// <summary>Milliseconds since 1970, as rows have them.</summary>
    internal long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens a store, making what is missing: a SQLite file, its key file, the schema, the pepper.</summary>
    /// <exception cref="StoreException">It cannot be reached, was used by a newer program, or is encrypted under another master key.</exception>
    public static Task<GovernanceStore> OpenAsync(StoreSettings settings, TimeProvider time, CancellationToken cancellation = default) =>
        OpenAsync(settings, Migrations.Embedded, time, cancellation);

    internal static async Task<GovernanceStore> OpenAsync(StoreSettings settings, Migrations migrations, TimeProvider time, CancellationToken cancellation)
    {
        IDatabase database = StoreSettings.IsPostgres(settings.Connection) switch
        {
            true => await PostgresDatabase.OpenAsync(settings.Connection, cancellation),
            false => await SqliteDatabase.OpenAsync(settings.Connection, cancellation),
            null => throw new StoreException(StoreException.StoreKey, "is no connection string: Data Source=… for SQLite, Host=… for PostgreSQL"),
        };
        try
        {
            int steps = await migrations.RunAsync(database, time, cancellation);
            (MasterKey key, string? keyFile) = await FindMasterKeyAsync(settings, database, cancellation);
            var store = new GovernanceStore(database, key, time) { _steps = steps, _schema = migrations.Newest, _keyFileMade = keyFile };
            store.Hasher = new KeyHasher(await new SharedSecrets(store).OpenAsync("pepper", static () => RandomNumberGenerator.GetBytes(KeyHasher.Size), cancellation));
            await store.Feed.StartAsync(cancellation);
            return store;
        }
        catch (Exception e) when (e is not StoreException)
        {
            await database.DisposeAsync();
            if (e is DbException or StoreUnavailableException or TimeoutException)
                throw new StoreException(StoreException.StoreKey, $"{database.Description} cannot be opened: {(e.InnerException ?? e).Message}", e);
            throw;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says what opening did, and tells of outages from now on: the store is open before there is a log.</summary>
    internal void LogTo(ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger<GovernanceStore>();
        Feed.LogTo(logger);
        if (_steps > 0)
            Log.Migrated(logger, Description, _schema, _steps);
        if (_keyFileMade is not null)
            Log.KeyFileMade(logger, _keyFileMade);
        (_steps, _keyFileMade) = (0, null);
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        await _database.DisposeAsync();
    }

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<T> ReadAsync<T>(Func<StoreRead, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            await using DbConnection connection = await _database.ConnectAsync(cancellation);
            return await read(new StoreRead(connection, cancellation));
        }
        catch (Exception e) when (_database.IsOutage(e))
        {
            throw new StoreUnavailableException(e);
        }
    }

    /// <summary>Runs a transaction; when it is committed, this node follows its changes before the call returns.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; nothing is written.</exception>
    /// <exception cref="DuplicateException">A unique index refused a row; nothing is written.</exception>
    internal async Task<T> WriteAsync<T>(Func<StoreWrite, Task<T>> act, CancellationToken cancellation)
    {
        T result;
        IReadOnlyCollection<ChangeTopic> topics;
        try
        {
            await using DbConnection connection = await _database.ConnectAsync(cancellation);
            await using DbTransaction transaction = await _database.BeginAsync(connection, cancellation);
            var write = new StoreWrite(transaction, cancellation);
            result = await act(write);
            topics = write.Topics;
            foreach (ChangeTopic topic in topics)
                await write.ExecuteAsync("UPDATE change_feed SET sequence = sequence + 1 WHERE topic = @topic", new { topic = topic.ToString() });
            await transaction.CommitAsync(CancellationToken.None); // Whoever no longer waits must not leave open whether it happened.
        }
        catch (DbException e) when (_database.IsDuplicate(e))
        {
            throw new DuplicateException(e);
        }
        catch (Exception e) when (_database.IsOutage(e))
        {
            throw new StoreUnavailableException(e);
        }

        if (topics.Count > 0)
            await Feed.FollowAsync(topics, CancellationToken.None); // It is done, whoever has stopped waiting.
        return result;
    }

    /// <summary>As <see cref="ReadAsync"/>, with an outage as a result.</summary>
    internal async Task<ActResult<T>> TryReadAsync<T>(Func<StoreRead, Task<ActResult<T>>> read, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(read, cancellation);
        }
        catch (StoreUnavailableException e)
        {
            return ActResult.Failed<T>(ActOutcome.Unavailable, e.Message);
        }
    }

    /// <summary>As <see cref="WriteAsync"/>, with an outage and a duplicate as results. What is not done must not have written.</summary>
    /// <param name="unique">The field that a duplicate is about.</param>
    internal async Task<ActResult<T>> TryWriteAsync<T>(Func<StoreWrite, Task<ActResult<T>>> act, string unique, CancellationToken cancellation)
    {
        try
        {
            return await WriteAsync(act, cancellation);
        }
        catch (DuplicateException)
        {
            return ActResult.Failed<T>(ActOutcome.Taken, "is taken", unique);
        }
        catch (StoreUnavailableException e)
        {
            return ActResult.Failed<T>(ActOutcome.Unavailable, e.Message);
        }
    }

    private static async Task<(MasterKey Key, string? FileMade)> FindMasterKeyAsync(StoreSettings settings, IDatabase database, CancellationToken cancellation)
    {
        if (settings.MasterKey is { } given)
            return (MasterKey.TryParse(given, out string? problem) ?? throw new StoreException(StoreException.MasterKeyKey, problem!), null);
        if (database.IsPrivate)
            return (MasterKey.Create(), null);
        if (database.File is not { } file)
            throw new StoreException(StoreException.MasterKeyKey, "is missing: nodes that share a PostgreSQL database share this key; make one with: openssl rand -base64 32");
        string path = MasterKeyFile.PathFor(file);
        if (MasterKeyFile.Read(path) is { } key)
            return (key, null);
        await using DbConnection connection = await database.ConnectAsync(cancellation);
        if (await new StoreRead(connection, cancellation).FirstAsync<string>("SELECT name FROM shared_secrets") is not null)
            throw new StoreException(StoreException.MasterKeyKey, $"is missing, and so is the key file \"{path}\" that {database.Description} was encrypted under");
        key = MasterKeyFile.Create(path, out bool made);
        return (key, made ? path : null);
    }

    private async Task<IReadOnlyDictionary<ChangeTopic, long>> SequencesAsync(CancellationToken cancellation)
    {
        List<FeedRow> rows = await ReadAsync(read => read.ListAsync<FeedRow>("SELECT topic, sequence FROM change_feed"), cancellation);
        return rows.Where(r => Enum.IsDefined(typeof(ChangeTopic), r.Topic)).ToDictionary(r => Enum.Parse<ChangeTopic>(r.Topic), r => r.Sequence);
    }

    private sealed class FeedRow
    {
        public string Topic { get; set; } = "";

        public long Sequence { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Store} now has schema {Version} ({Steps} steps were run)")]
        public static partial void Migrated(ILogger logger, string store, int version, int steps);

        [LoggerMessage(2, LogLevel.Warning, "Sluice:MasterKey is not set: the key file {Path} was made and protects this store; keep a copy of it apart from the database")]
        public static partial void KeyFileMade(ILogger logger, string path);
    }
}
