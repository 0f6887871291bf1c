using System.Net.Sockets;
using Polly;
using Polly.Retry;

namespace Sluice.Gateway.Forwarding;

/// <summary>
/// Connects to a provider, with two more attempts 50 and 100 ms later. Nothing was sent yet, so nothing can be billed twice; everything later
/// may have reached the provider and is not repeated. A request over a connection that stands pays nothing for it.
/// </summary>
internal sealed class ConnectRetry(TimeProvider time)
{
    public const int Retries = 2;

    private readonly ResiliencePipeline<Stream> _pipeline = new ResiliencePipelineBuilder<Stream> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<Stream>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            ShouldHandle = new PredicateBuilder<Stream>().Handle<SocketException>(),
        })
        .Build();

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>; TLS follows on top of it.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        _pipeline.ExecuteAsync(static (to, token) => OpenAsync(to, token), context, cancellation);

    private static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
