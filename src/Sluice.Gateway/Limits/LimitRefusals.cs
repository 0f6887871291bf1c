using System.Globalization;
using Sluice.Governance.Limits;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Limits;

/// <summary>Words what a limit refused, before it takes its dialect's shape. The codes are those by which OpenAI's clients tell waiting from paying.</summary>
internal static class LimitRefusals
{
    /// <summary>Waiting some time helps.</summary>
    public const string RateLimited = "rate_limit_exceeded";

    /// <summary>A quota of a day or longer, or of money, is used up.</summary>
    public const string QuotaUsedUp = "insufficient_quota";

    /// <summary>The counters are away: no fault of the caller's, so never a 429.</summary>
    public const string Unavailable = "limits_unavailable";

    private static readonly TimeSpan LongWindow = TimeSpan.FromDays(1);

    public static Refusal Of(LimitRefusal refusal) => refusal.Reason switch
    {
        LimitRefusalReason.Unavailable => new Refusal(503, Unavailable, $"The limit '{refusal.Limit.Name}' cannot be counted at the moment, and lets nothing pass uncounted. Try again shortly."),
        LimitRefusalReason.Unpriced => new Refusal(503, "limit_unpriced", $"The limit '{refusal.Limit.Name}' counts money, and this gate has no prices (Sluice:Prices)."),
        LimitRefusalReason.TooLarge => new Refusal(429, CodeOf(refusal.Limit), $"The request is larger than the limit '{refusal.Limit.Name}' allows at all: {Allowance(refusal.Limit)}."),
        _ => new Refusal(429, CodeOf(refusal.Limit), $"The limit '{refusal.Limit.Name}' is reached: {Allowance(refusal.Limit)}. {Wait(refusal)}"),
    };

    /// <summary>Ends a stream that has used its limit up.</summary>
    public static Refusal Cut(LimitSpec limit) => new(429, CodeOf(limit), $"The limit '{limit.Name}' is used up: {Allowance(limit)}. The answer ends here.");

    private static string CodeOf(LimitSpec limit) =>
        limit.Count == LimitUnit.Spend || (limit.Count != LimitUnit.Concurrent && limit.Window >= LongWindow) ? QuotaUsedUp : RateLimited;

    private static string Allowance(LimitSpec limit)
    {
        string what = limit.Count switch
        {
            LimitUnit.Requests => "requests",
            LimitUnit.InputTokens => "input tokens",
            LimitUnit.OutputTokens => "output tokens",
            LimitUnit.Tokens => "tokens",
            LimitUnit.Concurrent => "at a time",
            _ => "of money",
        };
        string max = limit.Max.ToString("0.######", CultureInfo.InvariantCulture);
        return limit.Count == LimitUnit.Concurrent ? $"{max} {what}" : $"{max} {what} per {Span(limit.Window)}";
    }

    private static string Wait(LimitRefusal refusal) => refusal.Limit.Count == LimitUnit.Concurrent ? "Try again when one has ended." : $"Try again in {Math.Ceiling(refusal.RetryAfter.TotalSeconds)} s.";

    private static string Span(TimeSpan window) => window switch
    {
        { Ticks: var t } when t % TimeSpan.TicksPerDay == 0 => $"{window.TotalDays} d",
        { Ticks: var t } when t % TimeSpan.TicksPerHour == 0 => $"{window.TotalHours} h",
        { Ticks: var t } when t % TimeSpan.TicksPerMinute == 0 => $"{window.TotalMinutes} min",
        _ => $"{window.TotalSeconds} s",
    };
}
