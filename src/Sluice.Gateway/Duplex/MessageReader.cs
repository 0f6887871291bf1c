using System.Net.WebSockets;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Duplex;

/// <summary>How reading a message ended.</summary>
internal enum MessageOutcome : byte
{
    Text,
    Binary,

    /// <summary>The peer closes; <see cref="WebSocket.CloseStatus"/> says why.</summary>
    Close,

    /// <summary>The connection is gone.</summary>
    Cut,

    /// <summary>Longer than the bound for one message.</summary>
    TooLong,

    /// <summary>The process's budget for buffered bytes is used up.</summary>
    NoRoom,
}

/// <summary>Reads whole messages, however many frames they come in, into budgeted memory. Holds none while it waits.</summary>
internal sealed class MessageReader(WebSocket socket, LimitsOptions limits, BufferBudget budget)
{
    /// <summary>The message is the receiver's to dispose.</summary>
    public async ValueTask<(MessageOutcome Outcome, BudgetedBytes? Message)> ReadAsync()
    {
        BudgetedBytes? message = null;
        try
        {
            while (true)
            {
                Memory<byte> room = default;
                if (message is not null && !message.TryGetRoom(1, out room))
                    return (MessageOutcome.NoRoom, null);
                ValueWebSocketReceiveResult read = await socket.ReceiveAsync(room, CancellationToken.None); // Ended by aborting the socket.
                if (read.MessageType == WebSocketMessageType.Close)
                    return (MessageOutcome.Close, null);
                message ??= BudgetedBytes.Create(budget, limits.MaxBufferedBytes, BodyReading.FirstCapacity(null));
                message.Advance(read.Count);
                if (message.Length > limits.MaxEventBytes)
                    return (MessageOutcome.TooLong, null);
                if (!read.EndOfMessage)
                    continue;
                BudgetedBytes whole = message;
                message = null;
                return (read.MessageType == WebSocketMessageType.Text ? MessageOutcome.Text : MessageOutcome.Binary, whole);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return (MessageOutcome.Cut, null);
        }
        finally
        {
            message?.Dispose();
        }
    }
}
