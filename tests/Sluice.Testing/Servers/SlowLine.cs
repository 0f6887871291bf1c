using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing.Servers;

/// <summary>
/// A line to a server that a test makes slow: what a client sends passes at once, and what the server answers waits while the line is held, and then comes, all of it. So the server does what
/// it is asked, and its answers are late by exactly as long as the test wants.
/// </summary>
public sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _server;
    private volatile TaskCompletionSource _free = new();
    private Task _accepting = Task.CompletedTask;

    private SlowLine(int server) => _server = server;

    /// <summary>For StackExchange.Redis.</summary>
    public string Connection => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static SlowLine To(RedisServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var line = new SlowLine(server.Port);
        line.Release();
        line._listener.Start();
        line._accepting = line.AcceptAsync();
        return line;
    }

    /// <summary>From now on answers wait.</summary>
    public void Hold() => _free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits goes on, and what comes does not wait.</summary>
    public void Release() => _free.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(JoinAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task JoinAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _closing.Token);
            await Task.WhenAny(PassAsync(client, server, held: false), PassAsync(server, client, held: true));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over, or the server is away: either way there is no line.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, bool held)
    {
        byte[] buffer = new byte[1 << 14];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _closing.Token) is > 0 and int read)
            {
                if (held)
                    await _free.Task.WaitAsync(_closing.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone: so is the line.
        }
    }
}
