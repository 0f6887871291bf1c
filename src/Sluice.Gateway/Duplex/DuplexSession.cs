using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Listeners;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Duplex;

/// <summary>
/// Passes judged messages between a caller and a provider until one of them closes. A close passes with its code, a cut stays a cut, and a caller that is gone ends the
/// provider's side at once.
/// </summary>
internal sealed class DuplexSession(WebSocket client, WebSocket upstream, MessageJudging judging, GuardedExchange guarded, BufferBudget budget, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long the other side has to answer a close.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Longest reason of a close in bytes (RFC 6455, section 5.5).</summary>
    private const int LongestReason = 123;

    private readonly MessageReader _fromClient = new(client, guarded.Route.Options.Limits, budget);
    private readonly MessageReader _fromUpstream = new(upstream, guarded.Route.Options.Limits, budget);
    private readonly MessageWriter _toClient = new(client);
    private readonly MessageWriter _toUpstream = new(upstream);
    private ITimer? _idle;
    private TimeSpan _patience;
    private CancellationToken _gone;

    /// <param name="patience">A session in which nobody says anything for so long is closed.</param>
    /// <param name="context">The caller's request.</param>
    /// <param name="stopping">The gate stops.</param>
    public async Task RunAsync(TimeSpan patience, HttpContext context, CancellationToken stopping)
    {
        _patience = patience;
        _gone = context.RequestAborted;
        var ending = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer idle = time.CreateTimer(_ => ending.TrySetResult("idle"), null, patience, Timeout.InfiniteTimeSpan);
        _idle = idle;
        await using CancellationTokenRegistration gone = context.RequestAborted.UnsafeRegister(_ => Abort(), null);
        await using CancellationTokenRegistration stops = stopping.UnsafeRegister(_ => ending.TrySetResult("stopping"), null);
        await using CancellationTokenRegistration cut = guarded.Cut.UnsafeRegister(_ => ending.TrySetResult(GatewayRefusals.Revoked.Code), null);
        Task<bool> up = ClientSpeaksAsync();
        Task<bool> down = UpstreamSpeaksAsync();
        Task closing = Task.CompletedTask;
        Task first = await Task.WhenAny(up, down, ending.Task);
        if (first == ending.Task)
            closing = guarded.Cut.IsCancellationRequested ? RevokeAsync() : CloseBothAsync(WebSocketCloseStatus.EndpointUnavailable, await ending.Task);
        else if (!await (Task<bool>)first)
            Abort();
        await LastWordsAsync(Task.WhenAll(up, down, closing), context);
    }

    public ValueTask DisposeAsync()
    {
        _toClient.Dispose();
        _toUpstream.Dispose();
        return default;
    }

    /// <summary>Whether it ended in a close; else in a cut.</summary>
    private async Task<bool> ClientSpeaksAsync()
    {
        while (true)
        {
            (MessageOutcome outcome, BudgetedBytes? message) = await _fromClient.ReadAsync();
            using (message)
            {
                _idle?.Change(_patience, Timeout.InfiniteTimeSpan);
                switch (outcome)
                {
                    case MessageOutcome.Text:
                        await PassToUpstreamAsync(message!);
                        break;
                    case MessageOutcome.Binary when guarded.Route.PassUnknown:
                        await _toUpstream.SendAsync(message!.Memory, WebSocketMessageType.Binary);
                        break;
                    case MessageOutcome.Binary:
                        await TellClientAsync(GatewayRefusals.BinaryMessage);
                        break;
                    case MessageOutcome.Close:
                        await _toUpstream.CloseAsync(client.CloseStatus ?? WebSocketCloseStatus.Empty, Reason(client.CloseStatusDescription, Direction.Request));
                        return true;
                    case MessageOutcome.Cut:
                        guarded.Error ??= "client_gone";
                        return false;
                    default:
                        await BreakOffAsync(outcome);
                        return true;
                }
            }
        }
    }

    private async Task<bool> UpstreamSpeaksAsync()
    {
        while (true)
        {
            (MessageOutcome outcome, BudgetedBytes? message) = await _fromUpstream.ReadAsync();
            using (message)
            {
                _idle?.Change(_patience, Timeout.InfiniteTimeSpan);
                switch (outcome)
                {
                    case MessageOutcome.Text:
                        if (await PassToClientAsync(message!.Memory))
                            break;
                        await CloseBothAsync(WebSocketCloseStatus.InternalServerError, null);
                        return true;
                    case MessageOutcome.Binary when guarded.Route.PassUnknown:
                        await _toClient.SendAsync(message!.Memory, WebSocketMessageType.Binary);
                        break;
                    case MessageOutcome.Binary:
                        await TellClientAsync(GatewayRefusals.BinaryMessage);
                        break;
                    case MessageOutcome.Close:
                        await FinishAsync();
                        await _toClient.CloseAsync(upstream.CloseStatus ?? WebSocketCloseStatus.Empty, Reason(upstream.CloseStatusDescription, Direction.Response));
                        return true;
                    case MessageOutcome.Cut:
                        await FinishAsync();
                        guarded.Error ??= GatewayRefusals.AnswerCut.Code;
                        return false;
                    default:
                        await BreakOffAsync(outcome);
                        return true;
                }
            }
        }
    }

    private async ValueTask PassToUpstreamAsync(BudgetedBytes message)
    {
        await InlineSockets.LeaveFor(message.Length);
        using var answer = new PooledBuffer<byte>();
        (bool goesOn, PooledBuffer<byte>? replacement) = await judging.PassAsync(message.Memory, answer, _gone);
        if (!goesOn)
            await _toClient.SendAsync(answer.Memory, WebSocketMessageType.Text);
        else
            await _toUpstream.SendAsync(replacement?.Memory ?? message.Memory, WebSocketMessageType.Text);
        replacement?.Dispose();
    }

    private async ValueTask FinishAsync()
    {
        using var output = new PooledBuffer<byte>();
        using var reply = new PooledBuffer<byte>();
        await judging.CompleteAsync(output, reply, _gone); // The provider is gone: what it would be told is not.
        await SendAllAsync(output.Memory);
    }

    /// <summary>Judges a message and passes on what may leave; false where the gate ends the session.</summary>
    private async ValueTask<bool> PassToClientAsync(ReadOnlyMemory<byte> message)
    {
        await InlineSockets.LeaveFor(message.Length);
        using var output = new PooledBuffer<byte>(message.Length + 64);
        using var reply = new PooledBuffer<byte>();
        bool goesOn = await judging.PushAsync(message.Span, output, reply, _gone);
        if (reply.Length > 0)
            await _toUpstream.SendAsync(reply.Memory, WebSocketMessageType.Text);
        await SendAllAsync(output.Memory);
        return goesOn;
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> written)
    {
        while (MessageFraming.TryTake(ref written, out ReadOnlyMemory<byte> leaving))
            await _toClient.SendAsync(leaving, WebSocketMessageType.Text);
    }

    private async ValueTask TellClientAsync(Refusal refusal)
    {
        using var answer = new PooledBuffer<byte>();
        judging.Refuse(refusal, answer);
        await _toClient.SendAsync(answer.Memory, WebSocketMessageType.Text);
    }

    /// <summary>A message that there is no room for cannot be judged, and what follows is its rest.</summary>
    private async ValueTask BreakOffAsync(MessageOutcome outcome)
    {
        bool tooLong = outcome == MessageOutcome.TooLong;
        Refusal refusal = tooLong ? GatewayRefusals.MessageTooLong(guarded.Route.Options.Limits.MaxEventBytes) : GatewayRefusals.NoRoom;
        guarded.Error = refusal.Code;
        await TellClientAsync(refusal);
        await CloseBothAsync(tooLong ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.InternalServerError, refusal.Code);
    }

    /// <summary>The provider's side ends first: it may be long until the caller reads.</summary>
    private async Task RevokeAsync()
    {
        guarded.Error = GatewayRefusals.Revoked.Code;
        await _toUpstream.CloseAsync(WebSocketCloseStatus.NormalClosure, null);
        await TellClientAsync(GatewayRefusals.Revoked);
        await _toClient.CloseAsync(WebSocketCloseStatus.PolicyViolation, GatewayRefusals.Revoked.Code);
    }

    private async Task CloseBothAsync(WebSocketCloseStatus status, string? reason)
    {
        await _toUpstream.CloseAsync(WebSocketCloseStatus.NormalClosure, null);
        await _toClient.CloseAsync(status, reason);
    }

    /// <summary>
    /// Waits for both sides to end; one that does not answer a close is cut. A caller that does not even read holds up what is being sent to it: only ending its
    /// connection ends that.
    /// </summary>
    private async ValueTask LastWordsAsync(Task both, HttpContext context)
    {
        try
        {
            await both.WaitAsync(Grace, time);
        }
        catch (TimeoutException)
        {
            Abort();
            context.Abort();
            await both;
        }
    }

    private void Abort()
    {
        client.Abort();
        upstream.Abort();
    }

    /// <summary>A close's reason is text like any; cut to size, as replacements may be longer.</summary>
    private string? Reason(string? given, Direction direction)
    {
        if (string.IsNullOrEmpty(given))
            return null;
        string? reason = judging.Reason(given, direction);
        return reason is null || Encoding.UTF8.GetByteCount(reason) > LongestReason ? null : reason;
    }
}
