using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Telemetry;

/// <summary>
/// Keeps whole URLs out of the logs. Hosting, routing, YARP and HttpClient write them at Information and below, and a URL may carry a key
/// (<c>?key=</c>); no configuration can ask for those levels. Hosting's own diagnostics are off altogether: they cost an activity and a
/// logging scope per request.
/// </summary>
internal static class QuietLogging
{
    private static readonly string[] Others = ["Microsoft", "System", "Yarp"];

    public static void Apply(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(Quieten);

    private static void Quieten(LoggerFilterOptions options)
    {
        for (int i = options.Rules.Count - 1; i >= 0; i--)
        {
            LoggerFilterRule rule = options.Rules[i];
            if (rule.CategoryName is { } category && IsOther(category) && rule.LogLevel is null or < LogLevel.Warning)
                options.Rules.RemoveAt(i);
        }

        foreach (string category in Others)
        {
            // A rule for a provider beats a rule for none: repeat it for every provider that has rules.
            foreach (string? provider in options.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
                Add(options, provider, category);
        }
    }

    private static void Add(LoggerFilterOptions options, string? provider, string category)
    {
        if (!options.Rules.Any(r => string.Equals(r.CategoryName, category, StringComparison.OrdinalIgnoreCase) && string.Equals(r.ProviderName, provider, StringComparison.Ordinal)))
            options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, filter: null));
        if (string.Equals(category, "Microsoft", StringComparison.Ordinal))
            options.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, filter: null));
    }

    private static bool IsOther(string category) =>
        Others.Any(o => category.Equals(o, StringComparison.OrdinalIgnoreCase) || category.StartsWith(o + ".", StringComparison.OrdinalIgnoreCase));
}
