using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Testing.Servers;

/// <summary>
/// A real redis-server of the test's own, on a free port of this machine, that keeps nothing. It can be stopped, paused and started again on the same port. Fails loudly where there is no
/// <c>redis-server</c>: <c>.ci/test</c> installs one.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly IReadOnlyList<string> _more;
    private Process? _process;

    private RedisServer(int port, IReadOnlyList<string> more) => (Port, _more) = (port, more);

    public int Port { get; }

    /// <summary>For StackExchange.Redis.</summary>
    public string Connection => $"127.0.0.1:{Port}";

    /// <param name="primary">Of which server it is to be a replica, or null.</param>
    public static Task<RedisServer> StartAsync(RedisServer? primary = null) => StartAsync(FreePort(), primary is null ? [] : ["--replicaof", $"127.0.0.1 {primary.Port}"]);

    /// <param name="port">Where it listens.</param>
    /// <param name="more">Further arguments.</param>
    internal static async Task<RedisServer> StartAsync(int port, IReadOnlyList<string> more)
    {
        var server = new RedisServer(port, more);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it, empty.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), "--dbfilename", $"sluice-{Port}.rdb", "--repl-diskless-sync-delay", "0"])
            start.ArgumentList.Add(argument);
        foreach (string argument in _more)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start");
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(20))
                throw new InvalidOperationException("redis-server does not answer");
            await Task.Delay(10);
        }
    }

    /// <summary>Kills it: connections are reset, its data is gone.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        Signal(process, "CONT");
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>It takes connections, and says nothing (SIGSTOP).</summary>
    public void Pause() => Signal(_process!, "STOP");

    public void Resume() => Signal(_process!, "CONT");

    /// <summary>Sends one command over a connection of its own and returns the answer as it stands on the wire.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var command = new StringBuilder($"*{words.Length}\r\n");
        foreach (string word in words)
            command.Append($"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command.ToString()));
        byte[] buffer = new byte[1 << 16];
        int length = await stream.ReadAsync(buffer);
        if (length > 0 && buffer[0] == (byte)'$')
        {
            string head = Encoding.UTF8.GetString(buffer, 0, length);
            int end = head.IndexOf('\n', StringComparison.Ordinal);
            int whole = end + 1 + int.Parse(head.AsSpan(1, end - 2)) + 2;
            while (length < whole && await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and int more)
                length += more;
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>How often a command was called since the server started.</summary>
    public async Task<long> CallsAsync(string command)
    {
        string statistics = await CommandAsync("INFO", "commandstats");
        string mark = $"cmdstat_{command}:calls=";
        int at = statistics.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? 0 : long.Parse(statistics.AsSpan(at + mark.Length, statistics.AsSpan(at + mark.Length).IndexOf(',')));
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await CommandAsync("PING")).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Signal(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    internal static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
