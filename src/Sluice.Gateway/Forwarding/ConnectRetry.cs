using Polly;
using Polly.Retry;

namespace Sluice.Gateway.Forwarding;

/// <summary>The pipeline around connecting: two more attempts, 50 and 100 ms later.</summary>
internal static class ConnectRetry
{
    public const int Retries = 2;

    public static ResiliencePipeline<HttpResponseMessage> Build(TimeProvider time) => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            ShouldHandle = static arguments => ValueTask.FromResult(IsBeforeSending(arguments.Outcome.Exception)),
        })
        .Build();

    private static bool IsBeforeSending(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
