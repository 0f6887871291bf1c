using System.Diagnostics;
using System.Net.Sockets;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Sends the deltas of all streams when they are due, on one thread of its own: a timer per stream would cost more than the sending.</summary>
internal sealed class StreamPacer
{
    private readonly PriorityQueue<Pace, long> _due = new();
    private readonly object _gate = new();
    private byte[] _chunk = [];

    public void Start() => new Thread(Run) { IsBackground = true }.Start();

    /// <summary>Sends a stream's deltas and its end; completes when all is sent or the socket is closed.</summary>
    public Task StreamAsync(Socket socket, WireStream stream, int gapMilliseconds)
    {
        var pace = new Pace(socket, stream, gapMilliseconds * Stopwatch.Frequency / 1_000);
        lock (_gate)
        {
            _due.Enqueue(pace, pace.Due);
            Monitor.Pulse(_gate);
        }

        return pace.Sent.Task;
    }

    private void Run()
    {
        while (true)
            Send(Next());
    }

    private Pace Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (!_due.TryPeek(out _, out long due))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                long wait = due - Stopwatch.GetTimestamp();
                if (wait <= 0)
                    return _due.Dequeue();
                Monitor.Wait(_gate, (int)Math.Min(1_000, (wait * 1_000 / Stopwatch.Frequency) + 1));
            }
        }
    }

    private void Send(Pace pace)
    {
        try
        {
            bool over = pace.Index == pace.Stream.Deltas;
            if (_chunk.Length < pace.Stream.MostBytes)
                _chunk = new byte[pace.Stream.MostBytes];
            if (!over)
                pace.Stamps[pace.Index] = Stopwatch.GetTimestamp();
            int length = pace.Stream.Write(pace.Index, pace.Stamps, _chunk);
            pace.Socket.Send(_chunk.AsSpan(0, length));
            if (over)
            {
                pace.Sent.SetResult();
                return;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            pace.Sent.SetException(e is SocketException ? e : new SocketException((int)SocketError.OperationAborted));
            return;
        }

        pace.Index++;
        pace.Due = Math.Max(pace.Due + pace.Gap, Stopwatch.GetTimestamp());
        lock (_gate)
            _due.Enqueue(pace, pace.Due);
    }

    private sealed class Pace(Socket socket, WireStream stream, long gap)
    {
        public Socket Socket => socket;

        public WireStream Stream => stream;

        public long[] Stamps { get; } = new long[stream.Deltas];

        public long Gap => gap;

        public int Index { get; set; }

        public long Due { get; set; } = Stopwatch.GetTimestamp();

        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
