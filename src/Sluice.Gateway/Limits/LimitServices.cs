using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Counters;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Limits;

/// <summary>The services of limits.</summary>
internal static class LimitServices
{
    /// <param name="services">Receives them.</param>
    /// <param name="options">The first configuration: where limits are counted does not change while the process runs.</param>
    /// <param name="meter">The name of the meter.</param>
    public static void AddLimits(this IServiceCollection services, SluiceOptions options, string meter)
    {
        services.AddSingleton(s => StoreOf(options, s));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<LimitTelemetry>(s, meter));
        services.AddSingleton(s => new Limiter(s.GetRequiredService<ICounterStore>(), s.GetRequiredService<TimeProvider>()) { Alerted = s.GetRequiredService<LimitTelemetry>().Alert });
        services.AddSingleton<ExchangeLimits>();
        services.AddHostedService<CounterStart>();
        services.AddHostedService<ChangeRelay>();
    }

    private static ICounterStore StoreOf(SluiceOptions options, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        if (options.Redis is not { } redis)
            return new MemoryCounterStore(time);
        var settings = new RedisSettings(redis.Value) { Deadline = TimeSpan.FromMilliseconds(options.Counting.RedisDeadline) };
        return new RedisCounterStore(settings, time, services.GetRequiredService<ILogger<RedisCounterStore>>());
    }

    /// <summary>Has the counters connected before the first request comes; a Redis that is away keeps nobody from starting.</summary>
    private sealed class CounterStart(ICounterStore store) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => store is RedisCounterStore redis ? redis.FirstAttemptAsync().WaitAsync(cancellationToken) : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
