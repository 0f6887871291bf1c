using System.Net.WebSockets;

namespace Sluice.Gateway.Duplex;

/// <summary>Sends messages to one peer, one at a time, for whoever has some. What cannot be sent any more is dropped: the reader of that socket learns of it. Thread-safe.</summary>
internal sealed class MessageWriter(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        await _one.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.SendAsync(message, type, WebSocketMessageFlags.EndOfMessage, CancellationToken.None); // Ended by aborting the socket.
        }
        catch (Exception e) when (IsGone(e))
        {
            socket.Abort();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Says that nothing more comes. The peer answers in kind, and its reader sees that. A close without a code becomes a normal one: the runtime would put 1005 on the
    /// wire, which RFC 6455 (section 7.4.1) forbids.
    /// </summary>
    public async ValueTask CloseAsync(WebSocketCloseStatus status, string? description)
    {
        await _one.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status == WebSocketCloseStatus.Empty ? WebSocketCloseStatus.NormalClosure : status, description, CancellationToken.None);
        }
        catch (Exception e) when (IsGone(e))
        {
            socket.Abort();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static bool IsGone(Exception e) => e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
