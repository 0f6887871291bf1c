using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Judges;

/// <summary>Counts what judges take, know already and fail at; says in the log when one begins to fail and when it is back. Names and counts only.</summary>
internal sealed partial class JudgeWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILogger<JudgeWatch> _logger;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _cacheHits;
    private readonly Counter<long> _late;

    public JudgeWatch(string name, ILogger<JudgeWatch> logger)
    {
        _logger = logger;
        _meter = new Meter(name, version: null, tags: null, scope: this);
        _duration = _meter.CreateHistogram<double>("sluice.judge.duration", "s", "Time that remote judges take, waiting in line included");
        _failures = _meter.CreateCounter<long>("sluice.judge.failures", "{text}", "Texts on which a judge failed");
        _cacheHits = _meter.CreateCounter<long>("sluice.judge.cache_hits", "{text}", "Texts whose verdict a remote judge had given before");
        _late = _meter.CreateCounter<long>("sluice.judge.late", "{match}", "Matches that remote judges found when the exchange was over");
    }

    public void Answered(string judge, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("sluice.judge", judge));
        if (_failing.TryUpdate(judge, newValue: false, comparisonValue: true))
            Log.Back(_logger, judge);
    }

    /// <param name="judge">Which.</param>
    /// <param name="reason">Why, as a low-cardinality word.</param>
    /// <param name="count">On how many texts.</param>
    public void Failed(string judge, string reason, int count = 1)
    {
        _failures.Add(count, new("sluice.judge", judge), new("sluice.judge.reason", reason));
        if (_failing.TryAdd(judge, value: true) || _failing.TryUpdate(judge, newValue: true, comparisonValue: false))
            Log.Failing(_logger, judge, reason);
    }

    public void Known(string judge) => _cacheHits.Add(1, new KeyValuePair<string, object?>("sluice.judge", judge));

    /// <summary>A match that came too late for its exchange's account.</summary>
    public void Late(string rule, string direction, string decision) =>
        _late.Add(1, new("sluice.rule", rule), new("sluice.direction", direction), new("sluice.decision", decision));

    public void Dispose() => _meter.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The judge {Judge} fails ({Reason}): policies follow their OnFailure until it is back")]
        public static partial void Failing(ILogger logger, string judge, string reason);

        [LoggerMessage(2, LogLevel.Information, "The judge {Judge} is back")]
        public static partial void Back(ILogger logger, string judge);
    }
}
