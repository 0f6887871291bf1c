using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Judges;

internal static class JudgeServices
{
    /// <param name="services">The gate's.</param>
    /// <param name="meter">The name of the meter.</param>
    public static void AddJudges(this IServiceCollection services, string meter)
    {
        services.AddSingleton(s => new JudgeWatch(meter, s.GetRequiredService<ILogger<JudgeWatch>>()));
        services.AddSingleton<JudgeDirectory>();
        services.AddSingleton<RemoteJudging>();
    }
}
