using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>One kept-alive connection of the mock upstream. Understands what HttpClient sends: a head and a body of announced length.</summary>
internal sealed class MockConnection(Socket socket, StreamPacer pacer)
{
    private const int MostHead = 16 << 10;
    private static readonly byte[] Json = Answers.JsonAnswer();
    private static readonly ConcurrentDictionary<(string Wire, int Deltas), WireStream> Streams = new();
    private static readonly SearchValues<byte> OfModel = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    private readonly byte[] _buffer = new byte[256 << 10];
    private int _have;

    public async Task RunAsync()
    {
        using (socket)
        {
            try
            {
                while (await ReadRequestAsync() is { } model)
                    await AnswerAsync(model);
            }
            catch (SocketException)
            {
                // The proxy closed the connection: nothing is left to do on it.
            }
        }
    }

    /// <summary>Returns the model that the request names, in its path or its body; null at the connection's end.</summary>
    private async ValueTask<string?> ReadRequestAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(0, _have).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_have >= MostHead || !await ReceiveAsync())
                return null;
        }

        head += 4;
        long body = BodyLength(_buffer.AsSpan(0, head));
        while (_have < head + Math.Min(body, 256))
        {
            if (!await ReceiveAsync())
                return null;
        }

        string model = ModelOf(_buffer.AsSpan(0, _have));
        long left = body - (_have - head);
        _have = 0;
        while (left > 0)
        {
            int read = await socket.ReceiveAsync(_buffer.AsMemory(0, (int)Math.Min(left, _buffer.Length)));
            if (read == 0)
                return null;
            left -= read;
        }

        return model;
    }

    private async ValueTask<bool> ReceiveAsync()
    {
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_have));
        _have += read;
        return read > 0;
    }

    private async ValueTask AnswerAsync(string model)
    {
        if (model == Answers.JsonModel)
        {
            await socket.SendAsync(Json);
            return;
        }

        string[] orders = model[Answers.ModelPrefix.Length..].Split('-');
        WireStream stream = Streams.GetOrAdd((orders[0], int.Parse(orders[1])), key => new WireStream(Wire.Of(key.Wire), key.Deltas));
        await socket.SendAsync(stream.Head);
        await pacer.StreamAsync(socket, stream, int.Parse(orders[2]));
    }

    private static long BodyLength(ReadOnlySpan<byte> head)
    {
        const string Name = "content-length:";
        while (!head.IsEmpty)
        {
            int end = head.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = head[..end];
            head = head[(end + 2)..];
            if (line.Length > Name.Length && Ascii.EqualsIgnoreCase(line[..Name.Length], Name) && Utf8Parser.TryParse(line[Name.Length..].TrimStart((byte)' '), out long length, out _))
                return length;
        }

        throw new InvalidOperationException("the mock upstream wants an announced length");
    }

    private static string ModelOf(ReadOnlySpan<byte> request)
    {
        int at = request.IndexOf(Encoding.ASCII.GetBytes(Answers.ModelPrefix));
        if (at < 0)
            throw new InvalidOperationException("the request names no model in its first bytes");
        request = request[at..];
        return Encoding.ASCII.GetString(request[..request.IndexOfAnyExcept(OfModel)]);
    }
}
