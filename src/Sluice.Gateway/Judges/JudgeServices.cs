using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;

namespace Sluice.Gateway.Judges;

internal static class JudgeServices
{
    /// <param name="services">The gate's.</param>
    /// <param name="meter">The name of the meter.</param>
    public static void AddJudges(this IServiceCollection services, string meter)
    {
        services.AddSingleton(s => new JudgeWatch(meter, s.GetRequiredService<ILogger<JudgeWatch>>()));
        services.AddSingleton(s =>
        {
            JudgeDirectory judges = new(s.GetRequiredService<JudgeWatch>(), s.GetRequiredService<TimeProvider>());
            s.GetRequiredService<ConfigurationReloader>().OnApplied(judges.Follow);
            return judges;
        });
        services.AddSingleton(s => new RemoteJudging(
            s.GetRequiredService<JudgeDirectory>(),
            s.GetRequiredService<JudgeWatch>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
    }
}
