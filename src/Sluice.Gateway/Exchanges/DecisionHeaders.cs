using Microsoft.AspNetCore.Http;
using Sluice.Inspection;

namespace Sluice.Gateway.Exchanges;

/// <summary>Says decision and rule names to the caller where the configuration wants it. Of a stream only the request's part is known when headers leave.</summary>
internal static class DecisionHeaders
{
    public static void Apply(IHeaderDictionary headers, GuardedExchange guarded)
    {
        if (!guarded.Route.Options.Headers.Decision)
            return;
        Tally tally = guarded.Exchange.Tally;
        headers["x-sluice-decision"] = tally.Decision.ToString();
        if (tally.Entries.Count > 0)
            headers["x-sluice-rules"] = string.Join(", ", tally.Entries.Select(e => e.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
