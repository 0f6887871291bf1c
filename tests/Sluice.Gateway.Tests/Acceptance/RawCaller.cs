using System.Net.Sockets;
using System.Text;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>A caller that sends what it likes when it likes, over a connection of its own.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };

    /// <summary>Connects and sends the head of a <c>POST</c>, and nothing behind it.</summary>
    /// <param name="gate">Where to.</param>
    /// <param name="path">What for.</param>
    /// <param name="headers">Lines, such as <c>Content-Length: 5</c>.</param>
    public static async Task<RawCaller> PostAsync(Uri gate, string path, params string[] headers)
    {
        var caller = new RawCaller();
        await caller._client.ConnectAsync(gate.Host, gate.Port, Given.Token);
        await caller.SendAsync($"POST {path} HTTP/1.1\r\nHost: {gate.Authority}\r\nContent-Type: application/json\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n");
        return caller;
    }

    public Task SendAsync(string text) => _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Given.Token).AsTask();

    public Task SendChunkAsync(string text) => SendAsync($"{text.Length:x}\r\n{text}\r\n");

    /// <summary>The status of the next answer: 100 once the gate has begun to read the body of a caller that waits for it.</summary>
    public async Task<int> StatusAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < 12)
        {
            int read = await _client.GetStream().ReadAsync(one, Given.Token);
            Assert.Equal(1, read);
            line.Append((char)one[0]);
        }

        return int.Parse(line.ToString()[9..]);
    }

    /// <summary>Reads on to the end of an answer's head.</summary>
    public async Task HeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _client.GetStream().ReadExactlyAsync(one, Given.Token);
            head.Append((char)one[0]);
        }
    }

    public void Dispose() => _client.Dispose();
}
