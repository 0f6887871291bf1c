using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Limits;

/// <summary>
/// Says in headers what a limit says: in those that the provider's own clients read, and for the rest in <c>RateLimit</c> and <c>RateLimit-Policy</c>
/// (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
internal static class LimitHeaders
{
    public static void Apply(IHeaderDictionary headers, LimitRefusal refusal, string dialect, DateTimeOffset now)
    {
        if (refusal.RetryAfter > TimeSpan.Zero)
            headers.RetryAfter = Number((decimal)Math.Ceiling(refusal.RetryAfter.TotalSeconds));
        if (refusal.Reason is LimitRefusalReason.Unavailable or LimitRefusalReason.Unpriced)
            return;
        switch (dialect)
        {
            case "openai" or "azure":
                Milliseconds(headers, refusal);
                string kind = IsTokens(refusal.Limit.Count) ? "tokens" : "requests";
                headers["x-ratelimit-limit-" + kind] = Number(refusal.Limit.Max);
                headers["x-ratelimit-remaining-" + kind] = Number(refusal.Remaining);
                headers["x-ratelimit-reset-" + kind] = Duration(refusal.Reset);
                break;
            case "anthropic":
                Milliseconds(headers, refusal);
                string prefix = "anthropic-ratelimit-" + AnthropicKind(refusal.Limit.Count);
                headers[prefix + "-limit"] = Number(refusal.Limit.Max);
                headers[prefix + "-remaining"] = Number(refusal.Remaining);
                headers[prefix + "-reset"] = (now + refusal.Reset).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                break;
            default:
                string name = new([.. refusal.Limit.Name.Select(c => c is < ' ' or > '~' or '"' or '\\' ? '_' : c)]);
                string window = refusal.Limit.Count == LimitUnit.Concurrent ? "" : $";w={(long)refusal.Limit.Window.TotalSeconds}";
                headers["RateLimit-Policy"] = $"\"{name}\";q={Number(decimal.Ceiling(refusal.Limit.Max))}{window}";
                headers["RateLimit"] = $"\"{name}\";r={Number(decimal.Floor(refusal.Remaining))};t={(long)Math.Ceiling(refusal.RetryAfter.TotalSeconds)}";
                break;
        }
    }

    private static void Milliseconds(IHeaderDictionary headers, LimitRefusal refusal)
    {
        if (refusal.RetryAfter > TimeSpan.Zero)
            headers["retry-after-ms"] = Number((decimal)Math.Ceiling(refusal.RetryAfter.TotalMilliseconds));
    }

    private static bool IsTokens(LimitUnit unit) => unit is LimitUnit.InputTokens or LimitUnit.OutputTokens or LimitUnit.Tokens;

    private static string AnthropicKind(LimitUnit unit) => unit switch
    {
        LimitUnit.InputTokens => "input-tokens",
        LimitUnit.OutputTokens => "output-tokens",
        LimitUnit.Tokens => "tokens",
        _ => "requests",
    };

    private static string Number(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>As OpenAI spells it: <c>6m0s</c>, <c>1s</c>, <c>120ms</c>.</summary>
    private static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
            return $"{(long)Math.Ceiling(time.TotalMilliseconds)}ms";
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        string hours = seconds >= 3_600 ? $"{seconds / 3_600}h" : "";
        string minutes = seconds >= 60 ? $"{seconds / 60 % 60}m" : "";
        return $"{hours}{minutes}{seconds % 60}s";
    }
}
