using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Audit;

namespace Sluice.Gateway.Audit;

internal static class AuditServices
{
    /// <summary>The container disposes the log after the listeners have stopped, which writes what waits.</summary>
    public static void AddAudit(this IServiceCollection services, AuditOptions options)
    {
        if (options.Enabled)
        {
            var settings = new AuditSettings(options.Path)
            {
                Capacity = options.Capacity,
                Patience = TimeSpan.FromMilliseconds(options.WaitMilliseconds),
                Flush = Enum.Parse<AuditFlush>(options.Flush, ignoreCase: true),
            };
            services.AddSingleton(s => new AuditLog(
                settings,
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<AuditLog>>()));
            services.AddSingleton<IAuditLog>(s => s.GetRequiredService<AuditLog>());
        }
        else
        {
            services.AddSingleton<IAuditLog, NoAuditLog>();
        }

        services.AddSingleton(s => new ExchangeAudit(s.GetService<AuditLog>(), s.GetRequiredService<ConfigurationReloader>(), s.GetRequiredService<TimeProvider>()));
    }
}
