using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>The child that plays the provider: raw sockets, so that it costs the machine as little as possible. Ends when its standard input does.</summary>
internal static class MockUpstream
{
    /// <summary>Starts the child. Returns the port that it listens on, too.</summary>
    public static async Task<(Child Process, int Port)> StartAsync()
    {
        Child child = Child.StartSelf("upstream", ["serve-upstream"], CpuPlace.Load, Target.Frugal);
        return (child, int.Parse(await child.ReadLineAsync(TimeSpan.FromSeconds(30)), CultureInfo.InvariantCulture));
    }

    /// <summary>The child itself.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4_096);
        var pacer = new StreamPacer();
        pacer.Start();
        _ = AcceptAsync(listener, pacer);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener, StreamPacer pacer)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = new MockConnection(socket, pacer).RunAsync();
        }
    }
}
