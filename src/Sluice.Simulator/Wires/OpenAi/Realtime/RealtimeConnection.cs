using System.Net.WebSockets;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>The messages of one WebSocket: whole texts in, whole texts out, one at a time.</summary>
internal sealed class RealtimeConnection(WebSocket socket, int maxMessageBytes, CancellationToken ended) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>The next message; null once the client closes.</summary>
    /// <exception cref="RequestProblemException">It is longer than a request may be.</exception>
    public async Task<byte[]?> ReceiveAsync()
    {
        using var message = new ByteBuffer(maxMessageBytes);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(16 * 1024), ended);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, "");
                return null;
            }

            try
            {
                message.Advance(part.Count);
            }
            catch (ByteBufferFullException)
            {
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, "A message is too long.");
                return null;
            }

            if (part.EndOfMessage) return message.Written.ToArray();
        }
    }

    /// <param name="frameBytes">Bytes of a frame; 0 sends a message in one.</param>
    public async Task SendAsync(EventOutput events, int frameBytes)
    {
        await _sending.WaitAsync(ended);
        try
        {
            foreach (var message in events.Events())
            {
                var rest = message;
                while (frameBytes > 0 && rest.Length > frameBytes)
                {
                    await socket.SendAsync(rest[..frameBytes], WebSocketMessageType.Text, endOfMessage: false, ended);
                    rest = rest[frameBytes..];
                }

                await socket.SendAsync(rest, WebSocketMessageType.Text, endOfMessage: true, ended);
            }

            events.Clear();
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose() => _sending.Dispose();

    private async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(status, why, ended);
    }
}
