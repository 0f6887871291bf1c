using System.Diagnostics;
using Npgsql;

namespace Sluice.Testing.Servers;

/// <summary>
/// A real PostgreSQL server of the test's own, in a temporary folder and on a socket there, that survives no power cut. It can be stopped and started again. Fails loudly where
/// there is no <c>initdb</c>: <c>.ci/test</c> installs one. PostgreSQL refuses to run as root; there it runs as <c>postgres</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly string _programs;
    private int _databases;

    private PostgresServer(DirectoryInfo directory, string programs) => (_directory, _programs) = (directory, programs);

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Directory.CreateTempSubdirectory("sluice-pg-"), FindPrograms());
        if (IsRoot)
            await RunAsync("chown", "postgres", server._directory.FullName);
        await server.RunAsOwnerAsync("initdb", "--pgdata", server.Data, "--username", "sluice", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    private string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Starts it, with what it had.</summary>
    public Task StartAgainAsync() => RunAsOwnerAsync(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", Data, "--log", Path.Combine(_directory.FullName, "log"),
        "--options", $"-k {_directory.FullName} -c listen_addresses= -c fsync=off -c max_connections=50");

    /// <summary>Cuts every connection and ends.</summary>
    public Task StopAsync() => RunAsOwnerAsync("pg_ctl", "stop", "--wait", "--silent", "--mode", "immediate", "--pgdata", Data);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync();
        _directory.Delete(recursive: true);
    }

    private static string FindPrograms()
    {
        IEnumerable<string> packaged = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(packaged).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("initdb was not found: install PostgreSQL (.ci/packages postgresql)");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        string output = "";
        process.OutputDataReceived += (_, e) => output += e.Data;
        process.ErrorDataReceived += (_, e) => output += e.Data;
        process.BeginOutputReadLine(); // Not to their end: the server that pg_ctl leaves behind holds them.
        process.BeginErrorReadLine();
        while (!process.HasExited)
            await Task.Delay(5);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private string Connection(string database) => $"Host={_directory.FullName};Username=sluice;Database={database};Pooling=true;Maximum Pool Size=10";

    private Task RunAsOwnerAsync(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }
}
