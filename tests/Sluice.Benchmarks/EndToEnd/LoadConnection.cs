using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>One kept-alive connection of the load client.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _firstDelta = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoadPlan _plan;
    private readonly byte[] _request;
    private readonly TurnStamp? _stamp;
    private readonly byte[] _buffer = new byte[32 << 10];
    private readonly ResponseReader _response;
    private readonly StreamCheck _stream;

    /// <param name="plan">What it does.</param>
    /// <param name="request">What it sends; its own where it is stamped.</param>
    /// <param name="stamp">Makes every request another one, or null.</param>
    public LoadConnection(LoadPlan plan, byte[] request, TurnStamp? stamp)
    {
        _plan = plan;
        _request = request;
        _stamp = stamp;
        _response = new ResponseReader();
        _stream = new StreamCheck(plan.Wire, plan.Deltas);
    }

    public int Good { get; private set; }

    public int Bad { get; private set; }

    public string? FirstBad { get; private set; }

    /// <summary>Ticks until the answer's end (requests) or its first delta (streams).</summary>
    public List<long> First { get; } = new(4_096);

    /// <summary>Ticks that each delta took from the upstream to here.</summary>
    public IReadOnlyList<long> Delays => _stream.Delays;

    /// <summary>Completes with the first delta, or when there will be none.</summary>
    public Task FirstDelta => _firstDelta.Task;

    public async Task RepeatAsync(long until)
    {
        try
        {
            await ConnectAsync();
            while (Stopwatch.GetTimestamp() < until)
                await ExchangeAsync();
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            Fail(e.Message);
        }
    }

    public async Task OnceAsync()
    {
        try
        {
            await ConnectAsync();
            await ExchangeAsync();
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            Fail(e.Message);
        }
        finally
        {
            _firstDelta.TrySetResult();
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ConnectAsync() => await _socket.ConnectAsync(IPAddress.Loopback, _plan.Port);

    private async ValueTask ExchangeAsync()
    {
        _stamp?.Write(_request);
        long start = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < _request.Length;)
            sent += await _socket.SendAsync(_request.AsMemory(sent));
        _response.Begin();
        _stream.Begin();
        while (!_response.IsWhole)
        {
            int read = await _socket.ReceiveAsync(_buffer);
            if (read == 0)
                throw new IOException("the proxy closed the connection");
            Take(_buffer.AsSpan(0, read), start);
        }

        if (_plan.Mode == LoadMode.Requests)
            First.Add(Stopwatch.GetTimestamp() - start);
        Judge();
    }

    private void Take(ReadOnlySpan<byte> bytes, long start)
    {
        long now = Stopwatch.GetTimestamp();
        while (_response.Next(ref bytes, out ReadOnlySpan<byte> body))
        {
            if (_plan.Mode == LoadMode.Requests || body.IsEmpty)
                continue;
            bool none = _stream.Delays.Count == 0;
            _stream.Take(body, now);
            if (!none || _stream.Delays.Count == 0)
                continue;
            First.Add(now - start);
            _firstDelta.TrySetResult();
        }
    }

    private void Judge()
    {
        string? wrong = _response.Status != 200 ? $"status {_response.Status}"
            : _plan.Mode != LoadMode.Requests ? _stream.Wrong
            : _response.BodyBytes != Answers.JsonAnswerBytes ? $"{_response.BodyBytes} bytes of JSON"
            : null;
        if (wrong is null)
            Good++;
        else
            Fail(wrong);
    }

    private void Fail(string why)
    {
        Bad++;
        FirstBad ??= why;
    }
}
