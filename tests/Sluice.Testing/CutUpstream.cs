using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Testing;

/// <summary>An upstream that writes given bytes to whoever connects and sends, and then closes in good order: a cut exactly where a test wants it.</summary>
public sealed class CutUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    private CutUpstream(string answer)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync(Encoding.UTF8.GetBytes(answer));
    }

    public Uri Address { get; }

    /// <param name="answer">Head and body as they go over the wire.</param>
    public static CutUpstream Start(string answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                NetworkStream stream = client.GetStream();
                await ReadRequestAsync(stream);
                await stream.WriteAsync(answer, _stopping.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[256], _stopping.Token) > 0)
                {
                    // Until the other side closes, too: closing earlier would reset the connection and lose what was sent.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException && _stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    /// <summary>Requests here are small and end with the closing brace of their JSON.</summary>
    private async Task ReadRequestAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[8192];
        int length = 0;
        while (length == 0 || buffer[length - 1] != '}')
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), _stopping.Token);
            if (read == 0)
                return;
            length += read;
        }
    }
}
